"""What a person decides about a lead that waits for one."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone
from wagtail.log_actions import log

from wagtail_easycars.leads.claims import is_unclaimed
from wagtail_easycars.leads.wake import wake_up
from wagtail_easycars.models import Lead

SEND_AGAIN_ACTION = "wagtail_easycars.lead_send_again"
SEND_NOW_ACTION = "wagtail_easycars.lead_send_now"

WAITING_FOR_A_PERSON = (
    Lead.Delivery.REJECTED,
    Lead.Delivery.LOCAL,
    Lead.Delivery.UNCERTAIN,
)


def send_again(lead: Lead, user: Any = None) -> bool:
    """Have a lead sent that was refused, lacked a vehicle, or was looked for in vain.

    One that may have arrived is marked as possibly double. Return ``False`` where it does not wait
    for a person any more.
    """
    uncertain = When(delivery=Lead.Delivery.UNCERTAIN, then=Value(True))
    with transaction.atomic():
        waiting = Lead.objects.filter(
            is_unclaimed(), pk=lead.pk, delivery__in=WAITING_FOR_A_PERSON, anonymised_at=None
        )
        is_sent = waiting.update(
            possibly_double=Case(uncertain, default=F("possibly_double")),
            next_attempt_at=None,
            last_error="",
            delivery=Lead.Delivery.PENDING,
        )
        if is_sent:
            _log(lead, SEND_AGAIN_ACTION, user)
            wake_up(lead.site_id)
    return bool(is_sent)


def send_now(lead: Lead, user: Any = None) -> bool:
    """Have a lead sent, or looked for, at once that waits after a failure.

    Return ``False`` where it does not wait any more.
    """
    with transaction.atomic():
        waiting = Lead.objects.filter(
            is_unclaimed(),
            pk=lead.pk,
            delivery__in=(Lead.Delivery.PENDING, Lead.Delivery.UNCERTAIN),
            next_attempt_at__gt=timezone.now(),
            anonymised_at=None,
        )
        is_sent = waiting.update(next_attempt_at=None)
        if is_sent:
            _log(lead, SEND_NOW_ACTION, user)
            wake_up(lead.site_id)
    return bool(is_sent)


def _log(lead: Lead, action: str, user: Any) -> None:
    log(lead, action, user=user)

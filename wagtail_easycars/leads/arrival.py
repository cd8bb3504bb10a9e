"""Whether an uncertain lead is in EasyCars under the number that a person has found there.

A mistyped number would be the highest one known, from which later leads are looked for, or have
changes of this lead sent to another person's. So EasyCars is asked whose it is, and where it cannot
be asked, the number is kept and compared before anything is sent under it.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from wagtail_easycars.client import Limits
from wagtail_easycars.client.errors import AuthenticationRefused, Refused
from wagtail_easycars.connection import get_client, get_settings
from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.leads.accounts import is_of_account
from wagtail_easycars.leads.claims import is_unclaimed
from wagtail_easycars.leads.lookup import is_lead
from wagtail_easycars.models import Lead

ARRIVED_ACTION = "wagtail_easycars.lead_arrived"


class NumberNotFound(EasyCarsError):
    """EasyCars has no lead under the number, or none of this website's."""


class NumberOfAnotherLead(EasyCarsError):
    """EasyCars has another enquiry under the number."""


def check_lead_number(lead: Lead, lead_number: str, *, limits: Limits | None = None) -> bool:
    """Return whether EasyCars says that it has ``lead`` as ``lead_number``.

    ``False`` is where it cannot be asked now: it does not answer, the site is switched off, or the
    lead was sent to another account. Raises ``NumberNotFound`` and ``NumberOfAnotherLead``.
    """
    settings = get_settings(lead.site)
    if not is_of_account(lead, settings):
        return False
    try:
        with get_client(settings, limits=limits) as client:
            detail = client.get_lead_detail(lead_number)
    except AuthenticationRefused:
        return False
    except Refused:
        text = _(
            "EasyCars shows this website no lead with the number %(number)s. Compare it with "
            "EasyCars, and enter it as it is there."
        )
        raise NumberNotFound(text % {"number": lead_number}) from None
    except EasyCarsError:
        return False
    if not is_lead(detail, str(lead.external_id)):
        text = _(
            "EasyCars has another enquiry under this number. Look for the one with the reference "
            "%(reference)s."
        )
        raise NumberOfAnotherLead(text % {"reference": lead.reference})
    return True


def note_arrived(
    lead: Lead, lead_number: str, user: Any = None, *, is_checked: bool = False
) -> bool:
    """Record that a person has found an uncertain lead in EasyCars, as ``lead_number``.

    ``is_checked`` is what ``check_lead_number()`` returned. Return ``False`` where the lead is not
    uncertain any more.
    """
    with transaction.atomic():
        uncertain = Lead.objects.filter(
            is_unclaimed(), pk=lead.pk, delivery=Lead.Delivery.UNCERTAIN
        )
        is_noted = uncertain.update(
            delivery=Lead.Delivery.DELIVERED,
            lead_number=lead_number.strip(),
            has_unchecked_number=not is_checked,
            delivered_at=timezone.now(),
            # What staff have changed since it was sent goes out as a change.
            synced_at=None,
            next_attempt_at=None,
            last_error="",
        )
        if is_noted:
            log(lead, ARRIVED_ACTION, user=user)
    return bool(is_noted)

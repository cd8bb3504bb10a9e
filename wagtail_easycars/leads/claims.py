"""One sender a lead, on every database and over several machines.

A lead is claimed by a compare-and-set on its row, together with the record of the attempt, and both
are committed before anything is sent. The result is written only by who still has the claim. Who
dies leaves a claim that runs out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_easycars.conf import app_settings
from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.leads.waits import CLOCKS_DIFFER_BY
from wagtail_easycars.models import Lead, LeadAttempt
from wagtail_easycars.runs.processes import is_dead, new_holder

# A call may need a token, be refused with it, and need another one: three deadlines at most. A lead
# whose customer number is refused is sent once more without it.
DEADLINES_OF_A_CLAIM = 7


@dataclass(frozen=True)
class Claim:
    """``lead`` is as it was committed with the claim, at ``taken_at``."""

    lead: Lead
    attempt: LeadAttempt
    holder: str
    taken_at: datetime

    def note(self, **values: Any) -> None:
        """Write ``values`` to the lead while the claim is held, for whoever comes after a death."""
        Lead.objects.filter(pk=self.lead.pk, claimed_by=self.holder).update(**values)

    def close(
        self,
        outcome: str,
        *,
        error: EasyCarsError | None = None,
        or_while: str | None = None,
        **values: Any,
    ) -> bool:
        """Record how the attempt ended, write ``values`` to the lead, and give the claim back.

        Return ``False``, and leave the lead as it is, where another sender has it by now; but not
        while its ``delivery`` is ``or_while``, for an answer that is worth having however late.
        """
        with transaction.atomic():
            held = Q(claimed_by=self.holder) | Q(delivery=or_while)
            leads = Lead.objects.filter(held, pk=self.lead.pk)
            is_held = leads.update(claimed_by="", claimed_until=None, **values)
            LeadAttempt.objects.filter(pk=self.attempt.pk).update(
                outcome=outcome, finished_at=timezone.now(), **_get_reason(error)
            )
        return bool(is_held)


def _get_reason(error: EasyCarsError | None) -> dict[str, str]:
    if error is None:
        return {}
    return {"error": str(error), "detail": getattr(error, "technical_detail", "")}


def is_unclaimed() -> Q:
    """Return the condition for leads that nobody is at work on.

    A claim that ends later than one can was made by a clock that was wrong: nobody has it.
    """
    now = timezone.now()
    has_run_out = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
    return has_run_out | Q(claimed_until__gt=now + _get_duration() + CLOCKS_DIFFER_BY)


def _get_duration() -> timedelta:
    return timedelta(seconds=DEADLINES_OF_A_CLAIM * app_settings.CALL_DEADLINE)


def claim(lead_id: int, purpose: str, *, in_state: str, **values: Any) -> Claim | None:
    """Claim a lead whose ``delivery`` is ``in_state``, and write ``values`` to it.

    Return ``None`` where it is another sender's, in another state or anonymous by now. Must not be
    called within a transaction: the attempt has to be committed before anything is sent.
    """
    holder, now = new_holder(), timezone.now()
    with transaction.atomic(durable=True):
        free = Lead.objects.filter(
            is_unclaimed(), pk=lead_id, delivery=in_state, anonymised_at=None
        )
        if not free.update(claimed_by=holder, claimed_until=now + _get_duration(), **values):
            return None
        _end_lost_attempts(lead_id)
        attempt = LeadAttempt.objects.create(lead_id=lead_id, purpose=purpose)
        lead = Lead.objects.select_related("site").get(pk=lead_id)
    return Claim(lead, attempt, holder, now)


def free_claims_of_the_dead(leads: QuerySet[Lead]) -> None:
    """Let the claims on ``leads`` run out now whose process is known to have died."""
    now = timezone.now()
    claimed = leads.filter(claimed_until__gt=now).exclude(claimed_by="").order_by()
    holders = set(claimed.values_list("claimed_by", flat=True))
    if dead := [holder for holder in holders if is_dead(holder)]:
        claimed.filter(claimed_by__in=dead).update(claimed_until=now)


def give_up_lost_sending(lead_id: int) -> None:
    """Make a lead uncertain whose sender has fallen silent: nobody knows what it has done."""
    with transaction.atomic():
        lost = Lead.objects.filter(is_unclaimed(), pk=lead_id, delivery=Lead.Delivery.SENDING)
        if lost.update(
            delivery=Lead.Delivery.UNCERTAIN,
            claimed_by="",
            claimed_until=None,
            next_attempt_at=None,
            last_error=_lost(),
        ):
            _end_lost_attempts(lead_id)


def _end_lost_attempts(lead_id: int) -> None:
    lost = LeadAttempt.objects.filter(lead_id=lead_id, outcome=LeadAttempt.Outcome.UNDER_WAY)
    lost.update(outcome=LeadAttempt.Outcome.UNKNOWN, error=_lost(), finished_at=timezone.now())


def _lost() -> str:
    return _("The process that sent it ended before EasyCars had answered.")

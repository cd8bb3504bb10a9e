"""Sending what staff have changed of a lead that EasyCars has."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.utils import timezone

from wagtail_easycars.client import EasyCarsClient
from wagtail_easycars.client.errors import (
    AuthenticationRefused,
    ClientError,
    InvalidPayload,
    Refused,
)
from wagtail_easycars.leads.claims import Claim, claim
from wagtail_easycars.leads.confirming import NumberConfirmer
from wagtail_easycars.leads.delivery import get_outcome
from wagtail_easycars.leads.journal import Journal
from wagtail_easycars.leads.outage import Outage
from wagtail_easycars.leads.payloads import build_update_request, get_changes, get_values
from wagtail_easycars.leads.senders import SLOT, Steps
from wagtail_easycars.leads.waits import next_try
from wagtail_easycars.models import Lead, LeadAttempt

Outcome = LeadAttempt.Outcome


class ChangeSender:
    """Sends changes of leads. A change can be sent twice without harm, so none is looked for."""

    def __init__(self, client: EasyCarsClient, journal: Journal, outage: Outage) -> None:
        self._client = client
        self._journal = journal
        self._outage = outage
        self._confirmer = NumberConfirmer(client, journal, outage)

    def steps(self, lead: Lead) -> Steps:
        """Send what differs from what EasyCars has; for ``Senders.carry_out()``."""
        if lead.has_unchecked_number:
            is_confirmed = yield from self._confirmer.steps(lead)
            if not is_confirmed:
                return
        if not get_changes(lead):
            _note_nothing_to_send(lead)
            return
        yield SLOT
        if self._outage.has_begun:
            return
        claimed = claim(lead.pk, LeadAttempt.Purpose.UPDATE, in_state=Lead.Delivery.DELIVERED)
        if claimed is not None:
            yield from self._send(claimed)

    def _send(self, claimed: Claim) -> Steps:
        changes = get_changes(claimed.lead)
        # Who dies from here on leaves nobody to say which of both EasyCars has.
        claimed.note(sent_values=_without_uncertain(claimed.lead.sent_values, changes))
        try:
            request = build_update_request(claimed.lead, changes)
            yield partial(self._client.update_lead, request)
        except AuthenticationRefused as error:
            self._postpone(claimed, error, changes)
        except (Refused, InvalidPayload) as error:
            self._record_refusal(claimed, error)
        except ClientError as error:
            self._postpone(claimed, error, changes)
        else:
            self._outage.note_answer()
            self._record(claimed, changes)

    def _record(self, claimed: Claim, changes: dict[str, Any]) -> None:
        lead = claimed.lead
        sent = {**lead.sent_values, **get_values(lead)}
        if claimed.close(
            Outcome.DONE,
            sent_values=sent,
            synced_at=claimed.taken_at,
            next_attempt_at=None,
            last_error="",
        ):
            self._journal.note_changed(lead, *_shown_changes(lead, changes))

    def _record_refusal(self, claimed: Claim, error: Refused | InvalidPayload) -> None:
        """Not sent again until somebody changes the lead: the same would be refused again."""
        self._outage.note_answer()
        if claimed.close(
            Outcome.REFUSED,
            error=error,
            last_error=str(error),
            synced_at=timezone.now(),
            next_attempt_at=None,
            sent_values=claimed.lead.sent_values,
        ):
            self._journal.note_change_refused(claimed.lead)

    def _postpone(self, claimed: Claim, error: ClientError, changes: dict[str, Any]) -> None:
        self._outage.note_failure(error)
        sent = claimed.lead.sent_values
        attempts = claimed.lead.delivery_attempts.count()
        if claimed.close(
            get_outcome(error),
            error=error,
            last_error=str(error),
            next_attempt_at=next_try(attempts),
            sent_values=sent if error.certain else _without_uncertain(sent, changes),
        ):
            self._journal.note_failed(claimed.lead, error)


def _without_uncertain(sent: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Return ``sent`` less what of it may have become ``changes``, so that what staff have next is
    sent, be it what was there before."""
    known = {name: value for name, value in sent.items() if name not in changes}
    if "lead_customer" in changes:
        customer = sent.get("lead_customer", {}).items()
        changed = changes["lead_customer"]
        known["lead_customer"] = {name: value for name, value in customer if name not in changed}
    return known


def _note_nothing_to_send(lead: Lead) -> None:
    unchanged = Lead.objects.filter(pk=lead.pk, updated_at=lead.updated_at)
    unchanged.update(synced_at=timezone.now())


# What no visitor has typed, and a run's history may show.
SHOWN_CHANGES = ("lead_status", "rating", "finance_status", "vehicle_interest", "vehicle_price")


def _shown_changes(lead: Lead, changes: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    shown = [name for name in SHOWN_CHANGES if name in changes]
    before = {name: lead.sent_values.get(name) for name in shown}
    return before, {name: changes[name] for name in shown}

"""Comparing with EasyCars the number that a person has entered while it could not be asked."""

from __future__ import annotations

from collections.abc import Generator
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from wagtail_easycars.client import EasyCarsClient
from wagtail_easycars.client.answers import LeadDetail
from wagtail_easycars.client.errors import AuthenticationRefused, ClientError, Refused
from wagtail_easycars.leads.claims import Claim, claim
from wagtail_easycars.leads.delivery import get_outcome
from wagtail_easycars.leads.journal import Journal
from wagtail_easycars.leads.lookup import is_lead
from wagtail_easycars.leads.numbers import as_stored
from wagtail_easycars.leads.outage import Outage
from wagtail_easycars.leads.senders import Call, Slot
from wagtail_easycars.leads.waits import next_try
from wagtail_easycars.models import Lead, LeadAttempt

Delivery = Lead.Delivery
Outcome = LeadAttempt.Outcome


class NumberConfirmer:
    """Finds out whose the number is before anything is sent under it."""

    def __init__(self, client: EasyCarsClient, journal: Journal, outage: Outage) -> None:
        self._client = client
        self._journal = journal
        self._outage = outage

    def steps(self, lead: Lead) -> Generator[Call | Slot, Any, bool]:
        """Return whether the number is the lead's; a part of the steps for ``Senders``.

        Where it is another's, or nobody's, the lead waits for a person as before it was entered.
        """
        claimed = claim(lead.pk, LeadAttempt.Purpose.FIND, in_state=Delivery.DELIVERED)
        if claimed is None:
            return False
        try:
            detail = yield from self._ask(claimed.lead.lead_number)
        except ClientError as error:
            self._postpone(claimed, error)
            return False
        self._outage.note_answer()
        if detail is not None and is_lead(detail, str(lead.external_id)):
            return claimed.close(
                Outcome.DONE,
                has_unchecked_number=False,
                customer_no=as_stored(detail.customer_no),
                next_attempt_at=None,
                last_error="",
            )
        self._take_back(claimed)
        return False

    def _ask(self, lead_number: str) -> Generator[Call | Slot, Any, LeadDetail | None]:
        try:
            detail: LeadDetail = yield partial(self._client.get_lead_detail, lead_number)
        except AuthenticationRefused:
            raise
        except Refused:
            return None
        return detail

    def _take_back(self, claimed: Claim) -> None:
        if claimed.close(
            Outcome.NOT_FOUND,
            delivery=Delivery.UNCERTAIN,
            lead_number="",
            has_unchecked_number=False,
            delivered_at=None,
            next_attempt_at=None,
            last_error=explain_wrong_number(),
        ):
            # What was typed is not the lead's, and may be anything: a telephone number.
            claimed.lead.lead_number = ""
            self._journal.note_held(claimed.lead, explain_wrong_number())

    def _postpone(self, claimed: Claim, error: ClientError) -> None:
        self._outage.note_failure(error)
        attempts = claimed.lead.delivery_attempts.count()
        if claimed.close(
            get_outcome(error),
            error=error,
            last_error=str(error),
            next_attempt_at=next_try(attempts),
        ):
            self._journal.note_failed(claimed.lead, error)


def explain_wrong_number() -> str:
    return _(
        "The lead number that was entered is not this lead's in EasyCars, so it was taken back. "
        "Look for the lead there, then send it again or say that it has arrived."
    )

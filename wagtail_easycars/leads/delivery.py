"""Bringing one lead to EasyCars: claimed, looked for where it may be there, sent, recorded."""

from __future__ import annotations

from collections.abc import Generator
from functools import partial
from typing import Any

from django.db.models import F
from django.db.models.functions import Length
from django.utils import timezone

from wagtail_easycars.client import EasyCarsClient
from wagtail_easycars.client.answers import LeadAnswer, LeadDetail
from wagtail_easycars.client.errors import (
    AuthenticationRefused,
    ClientError,
    InvalidPayload,
    OutcomeUnknown,
    Refused,
)
from wagtail_easycars.leads.accounts import get_account, get_leads_of_account, is_of_account
from wagtail_easycars.leads.claims import Claim, claim, give_up_lost_sending
from wagtail_easycars.leads.customers import (
    find_known_customer,
    is_same_customer,
    search_customer,
)
from wagtail_easycars.leads.journal import Journal, explain_not_found
from wagtail_easycars.leads.lookup import NumberedLeads, look_up
from wagtail_easycars.leads.numbers import as_stored
from wagtail_easycars.leads.outage import Outage
from wagtail_easycars.leads.outbox import is_exhausted
from wagtail_easycars.leads.payloads import build_create_request, get_values_of_new
from wagtail_easycars.leads.senders import SLOT, Call, Slot, Steps
from wagtail_easycars.leads.vehicle_facts import complete_vehicle
from wagtail_easycars.leads.waits import next_try
from wagtail_easycars.models import EasyCarsSettings, Lead, LeadAttempt

Delivery = Lead.Delivery
Outcome = LeadAttempt.Outcome
Purpose = LeadAttempt.Purpose


class Deliverer:
    """Delivers leads of one site. ``steps()`` is for ``Senders.carry_out()``."""

    def __init__(
        self, settings: EasyCarsSettings, client: EasyCarsClient, journal: Journal, outage: Outage
    ) -> None:
        self._client = client
        self._settings = settings
        self._journal = journal
        self._outage = outage
        # One that is out of date is too low, which costs a look-up some requests and nothing else.
        self._highest_lead_number = get_highest_lead_number(settings)
        self._holds = settings.uncertain_leads == EasyCarsSettings.UncertainLeads.HOLD

    def steps(self, lead: Lead) -> Steps:
        """Do with ``lead`` what is due; where a call fails, the rest is left for the next time."""
        if self._outage.has_begun:
            return
        if lead.delivery == Delivery.SENDING:
            give_up_lost_sending(lead.pk)
        if lead.delivery != Delivery.PENDING:
            is_missing = yield from self._look_for(lead)
            if not is_missing:
                return
        yield from self._send(lead)

    def _look_for(self, lead: Lead) -> Generator[Call | Slot, Any, bool]:
        """Return whether the lead was not found, and is to be sent again."""
        claimed = claim(lead.pk, Purpose.FIND, in_state=Delivery.UNCERTAIN)
        if claimed is None:
            return False
        try:
            detail = yield from self._search_for(claimed.lead)
        except ClientError as error:
            self._postpone(claimed, error)
            return False
        except GeneratorExit:
            # The process ends. Whoever comes next need not wait until the claim has run out.
            claimed.close(Outcome.NOT_SENT)
            raise
        self._outage.note_answer()
        if detail is None:
            return self._resend_or_hold(claimed)
        # What staff have changed since it was sent goes out as a change.
        self._record_delivery(claimed, detail, synced_at=None)
        return False

    def _search_for(self, lead: Lead) -> Generator[Call, Any, LeadDetail | None]:
        if not is_of_account(lead, self._settings):
            return None  # What was sent to another account cannot be seen with this one.
        others = get_leads_of_account(self._settings).exclude(pk=lead.pk)
        # A number that nobody has compared may be this lead's, or be mistyped.
        numbered = others.filter(has_unchecked_number=False).exclude(lead_number="")
        numbers = numbered.values_list("lead_number", flat=True)
        known = NumberedLeads.of(numbers)
        reference = str(lead.external_id)
        return (yield from look_up(self._client, reference, known, lead.highest_lead_number))

    def _resend_or_hold(self, claimed: Claim) -> bool:
        if self._holds or is_exhausted(claimed.lead):
            if claimed.close(Outcome.NOT_FOUND, last_error=explain_not_found()):
                self._journal.note_held(claimed.lead)
            return False
        return claimed.close(
            Outcome.NOT_FOUND,
            delivery=Delivery.PENDING,
            possibly_double=True,
            next_attempt_at=None,
        )

    def _send(self, lead: Lead) -> Steps:
        # It may have come since the leads of the site were completed.
        if not complete_vehicle(lead):
            return
        customer_no = yield from self._find_customer(lead)
        yield SLOT
        if self._outage.has_begun:
            return
        claimed = claim(
            lead.pk,
            Purpose.CREATE,
            in_state=Delivery.PENDING,
            delivery=Delivery.SENDING,
            highest_lead_number=self._highest_lead_number,
            attempts=F("attempts") + 1,
            **get_account(self._settings),
        )
        if claimed is None:
            return
        # As it is sent, for whoever finds it there after a death.
        claimed.note(sent_values=get_values_of_new(claimed.lead))
        if not is_same_customer(claimed.lead, lead):
            # Somebody has corrected it since the customer was searched for.
            customer_no = find_known_customer(claimed.lead, self._settings)
        try:
            answer = yield from self._create(claimed.lead, customer_no)
        except (Refused, InvalidPayload) as error:
            self._record_refusal(claimed, error)
        except ClientError as error:
            self._postpone(claimed, error, values=_state_after(error))
        else:
            self._outage.note_answer()
            # A status that staff have set already goes out as a change.
            is_new = claimed.lead.status == Lead.Status.NEW
            self._record_delivery(
                claimed,
                answer,
                synced_at=claimed.taken_at if is_new else None,
                sent_values=get_values_of_new(claimed.lead),
            )

    def _find_customer(self, lead: Lead) -> Generator[Call | Slot, Any, str]:
        """Return the CustomerNo, or '' where there is none or nobody knows: the lead goes out."""
        known = find_known_customer(lead, self._settings)
        if known or self._outage.has_begun:
            return known
        try:
            found: str = yield partial(
                search_customer, self._client, lead.customer_name, lead.customer_email
            )
        except (ClientError, InvalidPayload):
            return ""
        return found

    def _create(self, lead: Lead, customer_no: str) -> Generator[Call | Slot, Any, LeadAnswer]:
        request = build_create_request(lead, customer_no)
        try:
            answer = yield partial(self._client.create_lead, request)
        except AuthenticationRefused:
            raise
        except Refused:
            if not customer_no:
                raise
            # It may be the number: the customer may be gone, or be one of another environment.
            answer = yield partial(self._client.create_lead, build_create_request(lead))
        return answer

    def _record_delivery(
        self, claimed: Claim, answer: LeadAnswer | LeadDetail, **values: Any
    ) -> None:
        lead_number = as_stored(answer.lead_number)
        recorded = claimed.close(
            Outcome.DONE,
            or_while=Delivery.UNCERTAIN,
            delivery=Delivery.DELIVERED,
            lead_number=lead_number,
            has_unchecked_number=False,
            customer_no=as_stored(answer.customer_no),
            delivered_at=timezone.now(),
            next_attempt_at=None,
            last_error="",
            **values,
        )
        if recorded:
            self._journal.note_delivered(claimed.lead, lead_number)

    def _record_refusal(self, claimed: Claim, error: Refused | InvalidPayload) -> None:
        if isinstance(error, AuthenticationRefused):
            self._postpone(claimed, error, values={"delivery": Delivery.PENDING})
            return
        self._outage.note_answer()
        if claimed.close(
            Outcome.REFUSED,
            error=error,
            delivery=Delivery.REJECTED,
            last_error=str(error),
            next_attempt_at=None,
        ):
            self._journal.note_failed(claimed.lead, error)

    def _postpone(
        self, claimed: Claim, error: ClientError, values: dict[str, Any] | None = None
    ) -> None:
        self._outage.note_failure(error)
        attempts = claimed.lead.delivery_attempts.count()
        if claimed.close(
            get_outcome(error),
            error=error,
            last_error=str(error),
            next_attempt_at=next_try(attempts),
            **(values or {}),
        ):
            self._journal.note_failed(claimed.lead, error)


def get_outcome(error: ClientError) -> str:
    """Return the outcome of an attempt that failed with ``error``."""
    return Outcome.UNKNOWN if isinstance(error, OutcomeUnknown) else Outcome.NOT_SENT


def get_highest_lead_number(settings: EasyCarsSettings) -> str:
    """Return the highest lead number that is known of the account, '' where there is none."""
    compared = get_leads_of_account(settings).filter(has_unchecked_number=False)
    numbered = compared.filter(lead_number__regex=r"^[0-9]+$")
    by_value = numbered.order_by(Length("lead_number").desc(), "-lead_number")
    return by_value.values_list("lead_number", flat=True).first() or ""


def _state_after(error: ClientError) -> dict[str, Any]:
    """A lead that may have arrived is looked for; one that surely did not is sent again."""
    is_certain = error.carried_out is False
    return {"delivery": Delivery.PENDING if is_certain else Delivery.UNCERTAIN}

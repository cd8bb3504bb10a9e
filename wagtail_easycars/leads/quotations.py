"""Quotations for the customer of a lead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from wagtail_easycars.client import Limits
from wagtail_easycars.client.errors import ClientError, Refused
from wagtail_easycars.client.payloads import CreateQuotationRequest
from wagtail_easycars.connection import get_client, get_settings
from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.leads.accounts import is_of_account
from wagtail_easycars.leads.claims import Claim, claim
from wagtail_easycars.leads.delivery import get_outcome
from wagtail_easycars.leads.numbers import as_stored
from wagtail_easycars.models import Lead, LeadAttempt

QUOTE_ACTION = "wagtail_easycars.lead_quotation"
Outcome = LeadAttempt.Outcome
# Attempts that surely made no quotation, so that it can be corrected and sent again.
NOT_MADE = (Outcome.REFUSED, Outcome.NOT_SENT)


class NotInEasyCars(EasyCarsError):
    """The lead is not known to the site's present account, so nothing can be quoted for it."""


class SentAlready(EasyCarsError):
    """Another quotation was, or may have been, sent since the person began to enter this one."""


class LeadIsBusy(EasyCarsError):
    """Somebody is exchanging the lead with EasyCars just now."""


@dataclass(frozen=True)
class QuotationDetails:
    """What a quotation says beyond its lead. Prices are AUD.

    ``rego_state`` is such as ``NSW``. ``further`` are fields of ``CreateQuotationRequest`` by its
    names, such as ``discount``, ``quotation_tradeins`` and ``quotation_extras``.
    """

    yard_code: str
    base_price: Decimal
    selling_price: Decimal
    rego_state: str
    quote_date: date
    further: Mapping[str, Any] = field(default_factory=dict)


def build_quotation_request(lead: Lead, details: QuotationDetails) -> CreateQuotationRequest:
    """Return the request that quotes ``details`` for the vehicle and customer of ``lead``.

    Raises ``InvalidPayload``, whose ``fields`` names what the contract forbids.
    """
    values = {
        "lead_number": lead.lead_number or None,
        "stock_number": lead.stock_number or None,
        "vehicle_make": lead.vehicle_make,
        "vehicle_model": lead.vehicle_model,
        "vehicle_type": lead.vehicle_type,
        "vehicle_year": lead.vehicle_year,
        "is_vehicle_new": bool(lead.is_vehicle_new),
        "yard_code": details.yard_code,
        "quote_date": details.quote_date,
        "base_price": details.base_price,
        "selling_price": details.selling_price,
        "rego_state": details.rego_state,
        "quotation_customer1": _customer(lead),
    }
    return CreateQuotationRequest.build(**{**values, **details.further})


def get_last_quotation(lead: Lead) -> int:
    """Return the key of the last attempt to quote for ``lead``, 0 where there was none."""
    quotations = lead.delivery_attempts.filter(purpose=LeadAttempt.Purpose.QUOTE)
    return quotations.aggregate(last=Max("pk"))["last"] or 0


def send_quotation(
    lead: Lead,
    request: CreateQuotationRequest,
    *,
    follows: int | None = None,
    user: Any = None,
    limits: Limits | None = None,
) -> str:
    """Send ``request``, keep its number on ``lead``, and return the number ('' for none).

    Nothing is repeated: EasyCars has no way to look for a quotation, so after an unknown outcome a
    person has to look there first. With ``follows``, what ``get_last_quotation()`` was when the
    person began, a form that is sent twice makes one quotation. Must not be called within a
    transaction. Raises ``EasyCarsError``.
    """
    settings = get_settings(lead.site)
    if not (lead.lead_number and is_of_account(lead, settings)):
        raise NotInEasyCars(
            _("This lead is not in the EasyCars account of this site. Send it there first.")
        )
    if lead.has_unchecked_number:
        raise NotInEasyCars(
            _(
                "The lead number was entered by hand and has not been compared with EasyCars yet. "
                "Try again in some minutes."
            )
        )
    with get_client(settings, limits=limits) as client:
        claimed = _claim(lead, follows)
        try:
            answer = client.create_quotation(request)
        except ClientError as error:
            is_refusal = isinstance(error, Refused)
            claimed.close(Outcome.REFUSED if is_refusal else get_outcome(error), error=error)
            raise
    number = as_stored(answer.quote_number, max_length=50)
    claimed.close(Outcome.DONE, quote_number=number)
    log(lead, QUOTE_ACTION, user=user, data={"number": number})
    lead.quote_number = number
    return number


def _claim(lead: Lead, follows: int | None) -> Claim:
    last = get_last_quotation(lead) if follows is None else follows
    claimed = claim(lead.pk, LeadAttempt.Purpose.QUOTE, in_state=Lead.Delivery.DELIVERED)
    if claimed is None:
        raise LeadIsBusy(
            _("This lead is being exchanged with EasyCars just now. Try again in a minute.")
        )
    attempts = claimed.lead.delivery_attempts.filter(purpose=LeadAttempt.Purpose.QUOTE)
    attempts = attempts.exclude(outcome__in=NOT_MADE)
    if attempts.filter(pk__gt=last).exclude(pk=claimed.attempt.pk).exists():
        error = SentAlready(
            _("A quotation was sent meanwhile, so this one was not. Look at that one first.")
        )
        claimed.close(Outcome.NOT_SENT, error=error)
        raise error
    return claimed


def _customer(lead: Lead) -> dict[str, str]:
    if lead.customer_no:
        return {"customer_no": lead.customer_no}
    return {"name": lead.customer_name, "email": lead.customer_email}

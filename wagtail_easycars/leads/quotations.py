"""Quotations for the customer of a lead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_easycars.client.errors import ClientError, Refused
from wagtail_easycars.client.payloads import CreateQuotationRequest
from wagtail_easycars.connection import get_client, get_settings
from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.leads.delivery import get_outcome
from wagtail_easycars.leads.numbers import as_stored
from wagtail_easycars.models import Lead, LeadAttempt


class NotInEasyCars(EasyCarsError):
    """The lead is not known to the site's present account, so nothing can be quoted for it."""


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


def send_quotation(lead: Lead, request: CreateQuotationRequest) -> str:
    """Send ``request``, keep its number on ``lead``, and return the number ('' for none).

    Nothing is repeated: EasyCars has no way to look for a quotation, so after an unknown outcome a
    person has to look there first. Raises ``EasyCarsError``.
    """
    settings = get_settings(lead.site)
    if not lead.lead_number or lead.account != settings.account_number:
        raise NotInEasyCars(
            _("This lead is not in the EasyCars account of this site. Send it there first.")
        )
    with get_client(settings) as client:
        attempt = lead.delivery_attempts.create(purpose=LeadAttempt.Purpose.QUOTE)
        try:
            answer = client.create_quotation(request)
        except ClientError as error:
            is_refusal = isinstance(error, Refused)
            outcome = LeadAttempt.Outcome.REFUSED if is_refusal else get_outcome(error)
            _end(attempt, outcome, str(error))
            raise
    _end(attempt, LeadAttempt.Outcome.DONE)
    number = as_stored(answer.quote_number, max_length=50)
    # Not by save(): a quotation is no change that EasyCars would have to be told.
    Lead.objects.filter(pk=lead.pk).update(quote_number=number)
    lead.quote_number = number
    return number


def _customer(lead: Lead) -> dict[str, str]:
    if lead.customer_no:
        return {"customer_no": lead.customer_no}
    return {"name": lead.customer_name, "email": lead.customer_email}


def _end(attempt: LeadAttempt, outcome: str, error: str = "") -> None:
    attempt.outcome, attempt.error, attempt.finished_at = outcome, error, timezone.now()
    attempt.save(update_fields=["outcome", "error", "finished_at"])

"""From a lead to what is sent. Pure: no database, no network."""

from __future__ import annotations

from typing import Any

from wagtail_easycars.client.payloads import CreateLeadRequest, UpdateLeadRequest
from wagtail_easycars.leads.notes import compose_notes
from wagtail_easycars.models import Lead

Values = dict[str, Any]


def build_create_request(lead: Lead, customer_no: str = "") -> CreateLeadRequest:
    """Return the request that creates ``lead``.

    A customer with a ``customer_no`` is sent by that alone: whoever knows a customer's name and
    email must not be able to overwrite the rest by an enquiry.

    Raises ``InvalidPayload``.
    """
    customer = {"customer_no": customer_no} if customer_no else _customer_values(lead)
    return CreateLeadRequest.build(
        stock_number=lead.stock_number or None,
        vehicle_make=lead.vehicle_make,
        vehicle_model=lead.vehicle_model,
        vehicle_type=lead.vehicle_type,
        vehicle_year=lead.vehicle_year,
        is_vehicle_new=bool(lead.is_vehicle_new),
        external_id=str(lead.external_id),
        lead_customer=_without_blanks(customer),
        **_without_blanks(_lead_values(lead)),
    )


def get_values(lead: Lead) -> Values:
    """Return all of ``lead`` that can change in EasyCars, by the names of ``UpdateLeadRequest``."""
    return {
        **_lead_values(lead),
        "lead_status": lead.status,
        "lead_customer": _customer_values(lead),
    }


def get_values_of_new(lead: Lead) -> Values:
    """Return what EasyCars has of ``lead`` once it is created; ``CreateLead`` takes no status."""
    return {**get_values(lead), "lead_status": Lead.Status.NEW.value}


def get_changes(lead: Lead) -> Values:
    """Return what of ``get_values()`` EasyCars does not have yet; nothing for a deleted lead.

    A value that was emptied is not among it: the contract does not say how to empty one.
    """
    sent = lead.sent_values
    if sent.get("lead_status") == Lead.Status.DELETED:
        return {}
    values = get_values(lead)
    customer = _differences(values.pop("lead_customer"), sent.get("lead_customer", {}))
    changes = _differences(values, sent)
    if customer:
        changes["lead_customer"] = customer
    return changes


def build_update_request(lead: Lead, changes: Values) -> UpdateLeadRequest:
    """Return the request that brings ``changes``, of ``get_changes()``, to EasyCars.

    Raises ``InvalidPayload``.
    """
    changes = dict(changes)
    if "lead_customer" in changes:
        changes["lead_customer"] = _changed_customer(lead, changes["lead_customer"])
    return UpdateLeadRequest.build(lead_number=lead.lead_number, **changes)


def _changed_customer(lead: Lead, changes: Values) -> Values:
    if lead.customer_no:
        return {"customer_no": lead.customer_no, **changes}
    return _without_blanks(_customer_values(lead))


def _lead_values(lead: Lead) -> Values:
    return {
        "vehicle_price": None if lead.vehicle_price is None else float(lead.vehicle_price),
        "vehicle_interest": lead.interest,
        "notes": compose_notes(lead),
        "vehicle_source_page_url": lead.source_page_url,
        "finance_status": lead.finance_status,
        "rating": lead.rating,
    }


def _customer_values(lead: Lead) -> Values:
    return {
        "name": lead.customer_name,
        "email": lead.customer_email,
        "phone": lead.customer_phone,
        "mobile": lead.customer_mobile,
        "address": lead.customer_address,
        "city": lead.customer_city,
        "state": lead.customer_state,
        "post_code": lead.customer_postcode,
    }


def _differences(values: Values, sent: Values) -> Values:
    return {
        name: value for name, value in _without_blanks(values).items() if value != sent.get(name)
    }


def _without_blanks(values: Values) -> Values:
    return {name: value for name, value in values.items() if value not in (None, "")}

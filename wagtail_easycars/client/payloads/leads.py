"""Leads: creating, changing and reading one."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from wagtail_easycars.client.payloads.base import Payload, Text20, Text50, Text100
from wagtail_easycars.client.payloads.choices import (
    FinanceStatus,
    LeadStatus,
    Rating,
    VehicleInterest,
    VehicleType,
)
from wagtail_easycars.client.payloads.contacts import Customer

PageURL = Annotated[str, StringConstraints(max_length=400)]


class CreateLeadRequest(Payload):
    """A new lead. ``vehicle_price`` is in AUD; ``external_id`` is our own name for the lead."""

    stock_number: Text20 | None = None
    vehicle_make: Text100
    vehicle_model: Text50
    vehicle_price: float | None = None
    vehicle_type: VehicleType
    vehicle_year: int
    is_vehicle_new: bool
    vehicle_interest: VehicleInterest
    notes: str | None = None
    vehicle_source_page_url: PageURL | None = None
    finance_status: FinanceStatus | None = None
    rating: Rating | None = None
    external_id: Text50 | None = None
    lead_customer: Customer


class UpdateLeadRequest(Payload):
    """What is to change of a lead; a field left out stays as it is, the customer too."""

    lead_number: Text20
    vehicle_price: float | None = None
    vehicle_interest: VehicleInterest | None = None
    notes: str | None = None
    vehicle_source_page_url: PageURL | None = None
    finance_status: FinanceStatus | None = None
    rating: Rating | None = None
    lead_status: LeadStatus | None = None
    lead_customer: Customer | None = None


class LeadDetailRequest(Payload):
    lead_number: Text20

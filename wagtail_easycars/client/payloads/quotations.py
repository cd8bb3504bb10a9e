"""Quotations. Amounts are in AUD; a tax rate of 0.1 is 10 %."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from wagtail_easycars.client.payloads.base import (
    Day,
    Payload,
    Text10,
    Text20,
    Text30,
    Text50,
    Text100,
    Text200,
)
from wagtail_easycars.client.payloads.choices import ExtraType, PaymentMethod, VehicleType
from wagtail_easycars.client.payloads.contacts import Customer

State = Annotated[str, StringConstraints(max_length=3)]
Badge = Annotated[str, StringConstraints(max_length=65)]
Note = Annotated[str, StringConstraints(max_length=1000)]
Month = Annotated[str, StringConstraints(max_length=5, pattern=r"^(0[1-9]|1[0-2])/\d\d$")]
EngineNumber = Annotated[str, StringConstraints(max_length=22)]


class FinanceCompany(Payload):
    name: Text100
    abn: Text20
    email: Text100 | None = None
    address: Text200 | None = None
    city: Text50 | None = None
    state: str | None = None
    post_code: Text10 | None = None
    fax: Text20 | None = None
    phone: Text20 | None = None
    mobile: Text20 | None = None


class QuotationReceipt(Payload):
    amount: float
    description: Text200 | None = None
    receive_date: Day
    payment_method: PaymentMethod
    reference: Text30


class QuotationTradein(Payload):
    """A vehicle taken in payment. ``build_date`` is ``MM/yy``."""

    allowance: float
    make: Text100
    model: Text50
    vehicle_type: VehicleType
    vehicle_year: int
    badge: Badge | None = None
    badge_secondary: Text50 | None = None
    body: Text50 | None = None
    build_date: Month | None = None
    engine_number: EngineNumber | None = None
    finance_payout: float | None = None
    gear_type: Text50 | None = None
    odometer: int | None = None
    rego_num: Text10 | None = None
    rego_state: State | None = None
    series: Text30 | None = None
    series_model_year: Text50 | None = None
    vin: Text20 | None = None
    is_commercial: bool | None = None


class QuotationExtra(Payload):
    extra_type: ExtraType
    amount: float
    tax_rate: float | None = None
    description: Text200 | None = None
    dutiable: bool | None = None
    lct_apply: bool | None = None
    price_included: bool | None = None
    cost: float | None = None


class CreateQuotationRequest(Payload):
    lead_number: str | None = None
    yard_code: str
    stock_number: Text20 | None = None
    vehicle_make: Text100
    vehicle_model: Text50
    vehicle_type: VehicleType
    vehicle_year: int
    is_vehicle_new: bool
    series: Text30 | None = None
    series_model_year: Text30 | None = None
    badge: Badge | None = None
    badge_secondary: Text50 | None = None
    body: Text50 | None = None
    colour: Text50 | None = None
    gear_type: Text50 | None = None
    interior_colour: Text50 | None = None
    special_conditions: Note | None = None
    quote_date: Day
    base_price: float
    selling_price: float
    discount: float | None = None
    rego_state: State
    is_calc_gov_charges: bool | None = None
    is_igc_price: bool | None = None
    is_commercial: bool | None = None
    tax_rate: float | None = None
    finance_note: Note | None = None
    quotation_customer1: Customer
    quotation_customer2: Customer | None = None
    finance_company: FinanceCompany | None = None
    quotation_receipts: list[QuotationReceipt] | None = None
    quotation_tradeins: list[QuotationTradein] | None = None
    quotation_extras: list[QuotationExtra] | None = None

"""From a lead to what is sent, held to the OpenAPI file of the contract."""

from __future__ import annotations

from decimal import Decimal

import jsonschema
import pytest
from django.utils import translation

from tests.contract.examples import DOCUMENT, SCHEMAS
from wagtail_easycars.client.errors import InvalidPayload
from wagtail_easycars.leads.payloads import (
    build_create_request,
    build_update_request,
    get_changes,
    get_values,
)
from wagtail_easycars.leads.vehicle_facts import get_vehicle_values
from wagtail_easycars.models import Lead, Vehicle

ACCOUNT = {"AccountNumber": "EC900001", "AccountSecret": "secret"}


def check(schema, request):
    """Return ``request`` as it is sent, held to ``schema``."""
    sent = request.as_json()
    jsonschema.validate(
        {**ACCOUNT, **sent}, {**SCHEMAS[schema], "components": DOCUMENT["components"]}
    )
    assert set(sent) <= set(SCHEMAS[schema]["properties"])
    return sent


def a_lead(**values):
    defaults = {
        "vehicle_make": "Toyota",
        "vehicle_model": "HiLux",
        "vehicle_year": 2021,
        "vehicle_type": Lead.VehicleType.CAR,
        "customer_name": "Kim Nguyen",
        "customer_email": "kim@example.com",
    }
    return Lead(**{**defaults, **values})


FULL = {
    "stock_number": "A1",
    "vehicle_price": Decimal("39990.50"),
    "is_vehicle_new": True,
    "customer_phone": "0298765432",
    "customer_mobile": "0420000000",
    "customer_address": "1 High Street",
    "customer_city": "Five Dock",
    "customer_state": "NSW",
    "customer_postcode": "2046",
    "preferred_contact": Lead.PreferredContact.PHONE,
    "interest": Lead.Interest.TEST_DRIVE,
    "finance_status": Lead.FinanceStatus.MAYBE,
    "rating": Lead.Rating.HOT,
    "message": "Is it still there?",
    "notes": "Rang twice.",
    "source_page_url": "https://harbour.example/vehicles/hilux/",
}


def test_a_lead_with_everything_is_sent_in_full():
    lead = a_lead(**FULL)
    sent = check("CreateLeadRequest", build_create_request(lead))
    notes = sent.pop("Notes")

    assert sent == {
        "StockNumber": "A1",
        "VehicleMake": "Toyota",
        "VehicleModel": "HiLux",
        "VehiclePrice": 39990.5,
        "VehicleType": 1,
        "VehicleYear": 2021,
        "IsVehicleNew": True,
        "VehicleInterest": 4,
        "VehicleSourcePageURL": "https://harbour.example/vehicles/hilux/",
        "FinanceStatus": 3,
        "Rating": 3,
        "ExternalID": str(lead.external_id),
        "LeadCustomer": {
            "Name": "Kim Nguyen",
            "Email": "kim@example.com",
            "Phone": "0298765432",
            "Mobile": "0420000000",
            "Address": "1 High Street",
            "City": "Five Dock",
            "State": "NSW",
            "PostCode": "2046",
        },
    }
    for text in (
        "Test drive",
        "Is it still there?",
        "Rang twice.",
        "Preferred contact: Phone",
        lead.reference,
    ):
        assert text in notes


def test_a_lead_with_the_least_sends_nothing_that_is_not_set():
    lead = a_lead()
    sent = check("CreateLeadRequest", build_create_request(lead))

    assert set(sent) == {
        "VehicleMake",
        "VehicleModel",
        "VehicleType",
        "VehicleYear",
        "IsVehicleNew",
        "VehicleInterest",
        "ExternalID",
        "Notes",
        "LeadCustomer",
    }
    assert sent["IsVehicleNew"] is False


def test_a_known_customer_is_sent_by_number_alone():
    sent = check("CreateLeadRequest", build_create_request(a_lead(**FULL), "00004"))

    assert sent["LeadCustomer"] == {"CustomerNo": "00004"}


@pytest.mark.parametrize("interest", [Lead.Interest.SELL, Lead.Interest.SERVICE])
def test_notes_say_that_a_vehicle_is_the_visitors_own(interest):
    assert "own vehicle" in get_values(a_lead(interest=interest))["notes"]
    assert "own vehicle" not in get_values(a_lead())["notes"]


def test_notes_have_what_the_contract_has_no_field_for():
    lead = a_lead(
        kind=Lead.Kind.SELL,
        interest=Lead.Interest.SELL,
        vehicle_registration="ABC12D",
        vehicle_odometer=84_500,
        source_vehicle="2021 Toyota Corolla (A77)",
    )
    notes = get_values(lead)["notes"].splitlines()

    assert notes[0] == "Sell or trade in (the customer's own vehicle)"
    assert "Rego: ABC12D" in notes
    assert "Odometer: 84,500 km" in notes
    assert "Asked on the page of: 2021 Toyota Corolla (A77)" in notes


def test_notes_say_what_the_visitor_chose_where_easycars_has_no_interest_for_it():
    assert get_values(a_lead(kind=Lead.Kind.FINANCE))["notes"].startswith("Finance\n")


def test_notes_are_the_same_in_whatever_language_somebody_works():
    lead = a_lead(**FULL)
    with translation.override("de"):
        in_german = get_values(lead)

    assert in_german == get_values(lead)


def test_what_the_contract_forbids_is_named_without_its_value():
    lead = a_lead(customer_name="N" * 101, vehicle_model="")
    with pytest.raises(InvalidPayload) as caught:
        build_create_request(lead, "x" * 21)
    with pytest.raises(InvalidPayload) as also_caught:
        build_create_request(lead)

    assert "LeadCustomer.CustomerNo" in caught.value.fields
    assert "LeadCustomer.Name" in also_caught.value.fields
    assert "NNN" not in str(also_caught.value)


def delivered(**values):
    lead = a_lead(**FULL, lead_number="000017", customer_no="00004", **values)
    lead.sent_values = {**get_values(lead), "lead_status": 10}
    return lead


def test_nothing_changed_is_nothing_to_send():
    assert get_changes(delivered()) == {}


@pytest.mark.parametrize(
    ("change", "sent"),
    [
        ({"rating": Lead.Rating.COLD}, {"Rating": 1}),
        ({"status": Lead.Status.WON}, {"LeadStatus": 50}),
        ({"finance_status": Lead.FinanceStatus.NO}, {"FinanceStatus": 2}),
        ({"vehicle_price": Decimal("38000")}, {"VehiclePrice": 38000.0}),
        ({"interest": Lead.Interest.BUY}, {"VehicleInterest": 1}),
        (
            {"customer_mobile": "0430000000"},
            {"LeadCustomer": {"CustomerNo": "00004", "Mobile": "0430000000"}},
        ),
    ],
)
def test_only_what_changed_is_sent(change, sent):
    lead = delivered()
    for name, value in change.items():
        setattr(lead, name, value)
    request = check("UpdateLeadRequest", build_update_request(lead, get_changes(lead)))
    # Notes name the interest and the phone numbers too.
    request.pop("Notes", None)

    assert request == {"LeadNumber": "000017", **sent}


def test_a_value_that_was_emptied_cannot_be_sent():
    lead = delivered()
    lead.rating = None

    assert get_changes(lead) == {}


def test_of_a_lead_that_is_deleted_in_easycars_nothing_is_sent():
    lead = delivered()
    lead.sent_values["lead_status"] = Lead.Status.DELETED.value
    lead.status = Lead.Status.NEW
    lead.rating = Lead.Rating.COLD

    assert get_changes(lead) == {}


def test_a_vehicle_is_kept_as_it_is_now_in_the_contracts_lengths():
    vehicle = Vehicle(
        stock_number="A" * 21,
        make="M" * 120,
        model="N" * 60,
        year=2020,
        price=Decimal("20000"),
        special_price=Decimal("18000"),
        vehicle_type="H",
        condition=Vehicle.Condition.NEW,
    )
    assert get_vehicle_values(vehicle) == {
        "stock_number": "",
        "vehicle_make": "M" * 100,
        "vehicle_model": "N" * 50,
        "vehicle_year": 2020,
        "vehicle_price": Decimal("18000"),
        "vehicle_type": Lead.VehicleType.TRUCK,
        "is_vehicle_new": True,
    }


@pytest.mark.parametrize(
    ("stock_type", "lead_type"), [("A", 1), ("M", 2), ("B", 3), ("C", 4), ("H", 5), ("T", 6)]
)
def test_the_type_follows_the_stock_type(stock_type, lead_type):
    assert get_vehicle_values(Vehicle(vehicle_type=stock_type))["vehicle_type"] == lead_type

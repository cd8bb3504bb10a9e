"""What the contract forbids is found before it is sent, and named."""

from datetime import date
from decimal import Decimal

import pytest

from wagtail_easycars.client import Account
from wagtail_easycars.client.errors import InvalidPayload
from wagtail_easycars.client.payloads import (
    CreateLeadRequest,
    CreateQuotationRequest,
    Customer,
    LeadStatus,
    SearchContactsRequest,
    UpdateLeadRequest,
    VehicleInterest,
    VehicleType,
)
from wagtail_easycars.secret import Secret

LEAD = {
    "vehicle_make": "Toyota",
    "vehicle_model": "HiLux",
    "vehicle_type": VehicleType.CAR,
    "vehicle_year": 2021,
    "is_vehicle_new": False,
    "vehicle_interest": VehicleInterest.TEST_DRIVE,
    "lead_customer": {"name": "Kim Nguyen", "email": "kim@example.com"},
}
QUOTATION = {
    "yard_code": "100",
    "vehicle_make": "Toyota",
    "vehicle_model": "HiLux",
    "vehicle_type": 1,
    "vehicle_year": 2021,
    "is_vehicle_new": False,
    "quote_date": date(2026, 3, 7),
    "base_price": 40000,
    "selling_price": Decimal("38990.50"),
    "rego_state": "NSW",
    "quotation_customer1": {"customer_no": "00004"},
}


def test_a_lead_is_sent_by_the_contracts_names_without_what_is_not_set():
    lead = CreateLeadRequest.build(**LEAD, notes=None)

    assert lead.as_json() == {
        "VehicleMake": "Toyota",
        "VehicleModel": "HiLux",
        "VehicleType": 1,
        "VehicleYear": 2021,
        "IsVehicleNew": False,
        "VehicleInterest": 4,
        "LeadCustomer": {"Name": "Kim Nguyen", "Email": "kim@example.com"},
    }


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"vehicle_make": "x" * 101}, "VehicleMake"),
        ({"vehicle_model": "x" * 51}, "VehicleModel"),
        ({"vehicle_make": None}, "VehicleMake"),
        ({"vehicle_type": 7}, "VehicleType"),
        ({"vehicle_interest": 0}, "VehicleInterest"),
        ({"vehicle_year": "last year"}, "VehicleYear"),
        ({"vehicle_price": float("inf")}, "VehiclePrice"),
        ({"external_id": "x" * 51}, "ExternalID"),
        ({"vehicle_source_page_url": "x" * 401}, "VehicleSourcePageURL"),
        ({"notes": "half a character: \ud800"}, "Notes"),
        ({"lead_customer": {"name": "Kim"}}, "LeadCustomer"),
        ({"lead_customer": {"name": "Kim", "email": "  "}}, "LeadCustomer"),
        ({"lead_customer": {"customer_no": "x" * 21}}, "LeadCustomer.CustomerNo"),
        ({"lead_status": 10}, "LeadStatus"),
    ],
)
def test_a_lead_that_the_contract_forbids_names_the_field(change, field):
    with pytest.raises(InvalidPayload) as caught:
        CreateLeadRequest.build(**{**LEAD, **change})

    assert list(caught.value.fields) == [field]
    assert field in str(caught.value)
    assert caught.value.carried_out is False


def test_a_required_field_that_is_left_out_is_named():
    with pytest.raises(InvalidPayload) as caught:
        CreateLeadRequest.build()

    assert set(caught.value.fields) == {
        "VehicleMake",
        "VehicleModel",
        "VehicleType",
        "VehicleYear",
        "IsVehicleNew",
        "VehicleInterest",
        "LeadCustomer",
    }


def test_the_values_of_a_customer_are_not_repeated_in_the_error():
    with pytest.raises(InvalidPayload) as caught:
        Customer.build(name="Kim Nguyen " * 10, email="kim@example.com")

    assert "Kim" not in str(caught.value)
    assert caught.value.__context__ is None


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"vehicle_model": "x" * 51}, "VehicleModel is longer than 50 characters"),
        ({"rating": 4}, "Rating must be one of 1, 2 or 3"),
        ({"lead_status": 10}, "LeadStatus is not known to EasyCars"),
        ({"lead_customer": {}}, "LeadCustomer needs either CustomerNo, or both Name and Email"),
        ({"vehicle_year": "old"}, "VehicleYear is not valid (Input should be a valid integer"),
    ],
)
def test_the_error_says_what_is_wrong_in_plain_words(change, text):
    with pytest.raises(InvalidPayload) as caught:
        CreateLeadRequest.build(**{**LEAD, **change})

    assert text in str(caught.value)


def test_the_account_has_its_lengths_too():
    Account("1" * 20, Secret("2" * 50))

    with pytest.raises(InvalidPayload) as caught:
        Account("1" * 21, Secret("2" * 51))

    assert caught.value.fields == {
        "AccountNumber": "is longer than 20 characters",
        "AccountSecret": "is longer than 50 characters",
    }


def test_the_greatest_lengths_are_allowed():
    Customer.build(name="x" * 100, email="x" * 100, phone="1" * 20, address="x" * 200)


def test_blanks_around_a_text_do_not_count():
    assert Customer.build(customer_no="  00004 ").as_json() == {"CustomerNo": "00004"}


def test_an_update_says_only_what_changes():
    update = UpdateLeadRequest.build(lead_number="000017", lead_status=LeadStatus.WON)

    assert update.as_json() == {"LeadNumber": "000017", "LeadStatus": 50}


def test_a_search_asks_for_something():
    with pytest.raises(InvalidPayload, match="at least one of Name, Email and Phone"):
        SearchContactsRequest.build()


def test_a_quotation_takes_dates_and_decimals():
    sent = CreateQuotationRequest.build(**QUOTATION).as_json()

    assert sent["QuoteDate"] == "07/03/2026"
    assert sent["SellingPrice"] == 38990.5
    assert "QuotationReceipts" not in sent


def test_a_quotation_has_receipts_trade_ins_and_extras():
    quotation = CreateQuotationRequest.build(
        **QUOTATION,
        quotation_receipts=[
            {
                "amount": 500,
                "receive_date": date(2026, 3, 1),
                "payment_method": 6,
                "reference": "R-1",
            }
        ],
        quotation_tradeins=[
            {
                "allowance": 9000,
                "make": "Mazda",
                "model": "3",
                "vehicle_type": 1,
                "vehicle_year": 2014,
                "build_date": "06/14",
            }
        ],
        quotation_extras=[{"extra_type": 6, "amount": 1200.0, "lct_apply": False}],
    )

    sent = quotation.as_json()
    assert sent["QuotationReceipts"][0]["ReceiveDate"] == "01/03/2026"
    assert sent["QuotationTradeins"][0]["BuildDate"] == "06/14"
    assert sent["QuotationExtras"] == [{"ExtraType": 6, "Amount": 1200.0, "LCTApply": False}]


def test_a_wrong_field_deep_in_a_quotation_is_named_with_its_place():
    with pytest.raises(InvalidPayload) as caught:
        CreateQuotationRequest.build(
            **QUOTATION, quotation_extras=[{"extra_type": 6, "amount": 1}, {"extra_type": 2}]
        )

    assert set(caught.value.fields) == {
        "QuotationExtras.1.ExtraType",
        "QuotationExtras.1.Amount",
    }


@pytest.mark.parametrize("build_date", ["13/14", "2014-06", "6/14"])
def test_the_month_of_building_is_month_and_year(build_date):
    with pytest.raises(InvalidPayload) as caught:
        CreateQuotationRequest.build(
            **QUOTATION,
            quotation_tradeins=[
                {
                    "allowance": 1,
                    "make": "Mazda",
                    "model": "3",
                    "vehicle_type": 1,
                    "vehicle_year": 2014,
                    "build_date": build_date,
                }
            ],
        )

    assert list(caught.value.fields) == ["QuotationTradeins.0.BuildDate"]

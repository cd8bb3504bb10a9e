"""Leads, quotations and contacts, as the contract has them and as answers may differ from it."""

import json

import pytest

from tests.client.test_payloads import LEAD, QUOTATION
from wagtail_easycars.client.errors import InvalidPayload, UnusableAnswer
from wagtail_easycars.client.payloads import (
    CreateLeadRequest,
    CreateQuotationRequest,
    UpdateLeadRequest,
)

CREATE = "LeadService/CreateLead"
DETAIL = "LeadService/GetLeadDetail"
CONTACTS = "LeadService/SearchContacts"


@pytest.fixture
def lead():
    return CreateLeadRequest.build(**LEAD, external_id="17")


def test_a_created_lead_has_its_number_and_its_customers(client, service_with_tokens, lead):
    service_with_tokens.answers(CREATE, {"LeadNumber": "000017", "CustomerNo": "00004", "Code": 0})

    answer = client.create_lead(lead)

    assert (answer.lead_number, answer.customer_no) == ("000017", "00004")


def test_a_lead_is_sent_with_the_account_and_the_token(client, service_with_tokens, lead):
    service_with_tokens.answers(CREATE, {"LeadNumber": "000017", "Code": 0})

    client.create_lead(lead)

    [request] = service_with_tokens.calls(CREATE)
    body = json.loads(request.body)
    assert body["AccountNumber"] == "EC103815"
    assert body["ExternalID"] == "17"
    assert body["LeadCustomer"] == {"Name": "Kim Nguyen", "Email": "kim@example.com"}
    assert request.headers["Authorization"] == "Bearer t0ken-number-1"
    assert request.headers["Connection"] == "close"


@pytest.mark.parametrize(
    ("given", "taken"), [(17, "17"), (None, None), (["17"], None), (True, None)]
)
def test_an_odd_lead_number_does_not_make_a_success_a_failure(
    client, service_with_tokens, lead, given, taken
):
    service_with_tokens.answers(CREATE, {"LeadNumber": given, "Code": 0, "New": "field"})

    assert client.create_lead(lead).lead_number == taken


def test_a_warning_with_a_number_is_a_success(client, service_with_tokens, lead):
    service_with_tokens.answers(CREATE, {"LeadNumber": "000017", "Code": 5})

    assert client.create_lead(lead).lead_number == "000017"


def test_a_warning_without_a_number_leaves_the_outcome_unknown(client, service_with_tokens, lead):
    service_with_tokens.answers(CREATE, {"LeadNumber": None, "Code": 5})

    with pytest.raises(UnusableAnswer) as caught:
        client.create_lead(lead)

    assert caught.value.carried_out is None


def test_an_update_goes_to_its_own_endpoint(client, service_with_tokens):
    service_with_tokens.answers("LeadService/UpdateLead", {"LeadNumber": "000017", "Code": 0})

    client.update_lead(UpdateLeadRequest.build(lead_number="000017", notes="Called back"))

    body = service_with_tokens.last_body()
    assert {key: body[key] for key in body if not key.startswith("Account")} == {
        "LeadNumber": "000017",
        "Notes": "Called back",
    }


def test_a_lead_can_be_read(client, service_with_tokens):
    service_with_tokens.answers(
        DETAIL,
        {
            "LeadNumber": "000038",
            "StockNumber": None,
            "VehiclePrice": 25000.0,
            "VehicleType": 1,
            "IsVehicleNew": True,
            "ExternalID": "17",
            "CreatedDateTime": "28/11/2024 10:42:12",
            "CustomerPostCode": 2760,
            "Code": 0,
        },
    )

    detail = client.get_lead_detail("000038")

    assert service_with_tokens.last_body()["LeadNumber"] == "000038"
    assert (detail.lead_number, detail.external_id) == ("000038", "17")
    assert (detail.vehicle_price, detail.vehicle_type, detail.is_vehicle_new) == (25000, 1, True)
    assert detail.customer_post_code == "2760"
    assert detail.stock_number is None
    assert detail.lead_status is None


@pytest.mark.parametrize(("given", "taken"), [(50, 50), ("50", 50), (None, None), ("won", None)])
def test_a_status_is_taken_if_it_comes(client, service_with_tokens, given, taken):
    service_with_tokens.answers(DETAIL, {"LeadNumber": "000038", "LeadStatus": given, "Code": 0})

    assert client.get_lead_detail("000038").lead_status == taken


def test_a_lead_number_that_cannot_be_one_is_not_asked_for(client, service_with_tokens):
    with pytest.raises(InvalidPayload, match="LeadNumber"):
        client.get_lead_detail("0" * 21)

    assert not service_with_tokens.calls()


def test_contacts_are_found(client, service_with_tokens):
    service_with_tokens.answers(
        CONTACTS,
        {"Contacts": [{"CustomerNo": "00004", "Name": "Kim", "ABN": 51824753556}], "Code": 0},
    )

    [contact] = client.search_contacts(email="kim@example.com")

    assert (contact.customer_no, contact.name, contact.abn) == ("00004", "Kim", "51824753556")
    assert service_with_tokens.last_body()["Email"] == "kim@example.com"
    assert "Phone" not in service_with_tokens.last_body()


@pytest.mark.parametrize("document", [{"Contacts": None}, {"Contacts": []}, {}])
def test_no_contacts_are_an_empty_list(client, service_with_tokens, document):
    service_with_tokens.answers(CONTACTS, {**document, "Code": 0})

    assert client.search_contacts(name="Kim") == []


@pytest.mark.parametrize("contacts", ["none", {"Name": "Kim"}, [1], [None]])
def test_contacts_that_are_none_are_unusable(client, service_with_tokens, contacts):
    service_with_tokens.answers(CONTACTS, {"Contacts": contacts, "Code": 0})

    with pytest.raises(UnusableAnswer):
        client.search_contacts(name="Kim")


def test_a_search_for_nothing_is_not_sent(client, service_with_tokens):
    with pytest.raises(InvalidPayload):
        client.search_contacts()

    assert not service_with_tokens.calls()


def test_a_quotation_has_its_numbers(client, service_with_tokens):
    service_with_tokens.answers(
        "LeadService/CreateQuotation", {"QuoteNumber": "Q1", "CustomerNo1": "00004", "Code": 0}
    )

    answer = client.create_quotation(CreateQuotationRequest.build(**QUOTATION))

    assert (answer.quote_number, answer.customer_no1, answer.customer_no2) == ("Q1", "00004", None)

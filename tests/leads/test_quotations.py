"""Quotations for the customer of a lead, held to the contract before they are sent."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal

import jsonschema
import pytest
from django.core.cache import cache

from tests.contract.examples import DOCUMENT, SCHEMAS
from wagtail_easycars.client.errors import ClientError, InvalidPayload, Refused
from wagtail_easycars.leads.quotations import (
    NotInEasyCars,
    QuotationDetails,
    SentAlready,
    build_quotation_request,
    get_last_quotation,
    send_quotation,
)
from wagtail_easycars.models import Lead

pytestmark = pytest.mark.django_db

DETAILS = QuotationDetails(
    yard_code="100",
    base_price=Decimal("40000"),
    selling_price=Decimal("38990.50"),
    rego_state="NSW",
    quote_date=date(2027, 3, 7),
    further={
        "discount": Decimal("1009.50"),
        "quotation_extras": [{"extra_type": 8, "amount": 1500, "description": "Delivery"}],
        "quotation_tradeins": [
            {
                "allowance": 9000,
                "make": "Mazda",
                "model": "3",
                "vehicle_type": 1,
                "vehicle_year": 2015,
            }
        ],
    },
)


@pytest.fixture
def lead(sandbox, enquire, deliver):
    lead = enquire(stock_number="A1")
    deliver()
    lead.refresh_from_db()
    return lead


def purposes(lead):
    return list(lead.delivery_attempts.values_list("purpose", "outcome"))


def test_a_quotation_fits_the_contract(lead):
    sent = build_quotation_request(lead, DETAILS).as_json()
    account = {"AccountNumber": "EC900001", "AccountSecret": "secret"}
    schema = {**SCHEMAS["CreateQuotationRequest"], "components": DOCUMENT["components"]}
    jsonschema.validate({**account, **sent}, schema)

    assert sent["LeadNumber"] == lead.lead_number
    assert (sent["SellingPrice"], sent["QuoteDate"]) == (38990.5, "07/03/2027")
    assert sent["QuotationCustomer1"] == {"CustomerNo": lead.customer_no}


def test_a_quotation_is_sent_and_its_number_kept(sandbox, lead, deliver):
    updated_at = lead.updated_at
    number = send_quotation(lead, build_quotation_request(lead, DETAILS))

    lead.refresh_from_db()
    assert lead.quote_number == number == "000001"
    assert lead.updated_at == updated_at
    assert purposes(lead)[-1] == ("quote", "done")


def test_what_the_contract_forbids_is_named_before_it_is_sent(lead):
    details = QuotationDetails(**{**vars(DETAILS), "rego_state": "New South Wales"})
    with pytest.raises(InvalidPayload) as caught:
        build_quotation_request(lead, details)

    assert "RegoState" in caught.value.fields


def test_a_refused_quotation_says_why(sandbox, lead):
    details = QuotationDetails(**{**vars(DETAILS), "yard_code": "999"})
    with pytest.raises(Refused, match="YardCode is not known"):
        send_quotation(lead, build_quotation_request(lead, details))

    assert purposes(lead)[-1] == ("quote", "refused")


@pytest.mark.parametrize(
    ("fault", "endpoint"), [("code_7", "CreateQuotation"), ("reset", "LeadService/RequestToken")]
)
def test_what_was_not_made_can_be_corrected_and_sent_again(sandbox, lead, fault, endpoint):
    begun_after = get_last_quotation(lead)
    request = build_quotation_request(lead, DETAILS)
    cache.clear()
    sandbox.fail(fault, endpoint)
    with pytest.raises(ClientError):
        send_quotation(lead, request, follows=begun_after)

    assert send_quotation(lead, request, follows=begun_after)


@pytest.mark.parametrize("fault", [None, "answer_lost"])
def test_what_was_made_or_may_have_been_is_not_sent_again(sandbox, lead, fault):
    begun_after = get_last_quotation(lead)
    request = build_quotation_request(lead, DETAILS)
    if fault:
        sandbox.fail(fault, "CreateQuotation")
    with suppress(ClientError):
        send_quotation(lead, request, follows=begun_after)

    for _ in range(2):
        with pytest.raises(SentAlready):
            send_quotation(lead, request, follows=begun_after)


def test_a_quotation_whose_answer_was_lost_is_not_repeated(sandbox, lead):
    sandbox.fail("answer_lost", "CreateQuotation")
    with pytest.raises(ClientError) as caught:
        send_quotation(lead, build_quotation_request(lead, DETAILS))

    assert caught.value.carried_out is None
    assert purposes(lead)[-1] == ("quote", "unknown")
    assert len([call for call in sandbox.calls if call.endpoint == "CreateQuotation"]) == 1


def test_a_lead_that_is_not_in_easycars_cannot_be_quoted_for(sandbox, enquire):
    lead = enquire()
    with pytest.raises(NotInEasyCars):
        send_quotation(lead, build_quotation_request(lead, DETAILS))

    assert Lead.objects.get().delivery_attempts.count() == 0

"""What the client sends and the sandbox answers, both held to the OpenAPI file as it stands."""

import jsonschema
import pytest

from tests.contract.examples import DOCUMENT, SCHEMAS, largest, smallest
from wagtail_easycars.client import payloads

YARD_CODE = "100"


def schema_of(content):
    schema = content["content"]["application/json"]["schema"]
    return {**schema, "components": DOCUMENT["components"]}


def check(exchange):
    """Hold one exchange to the contract; raises ``ValidationError`` or fails an assertion."""
    assert exchange.method == "POST"
    operation = DOCUMENT["paths"][exchange.path]["post"]
    assert set(exchange.query) == {each["name"] for each in operation.get("parameters", [])}
    if "requestBody" in operation:
        jsonschema.validate(exchange.body, schema_of(operation["requestBody"]))
        assert None not in exchange.body.values()
    else:
        assert exchange.body is None
    jsonschema.validate(exchange.answer, schema_of(operation["responses"]["200"]))
    assert exchange.answer["Code"] == 0, exchange.answer


def a_lead(client):
    lead = payloads.CreateLeadRequest.build(**smallest(SCHEMAS["CreateLeadRequest"]))
    return client.create_lead(lead)


def known_to_the_sandbox(client, schema, values):
    """Replace the numbers of things that must exist already."""
    if "LeadNumber" in values:
        values["LeadNumber"] = a_lead(client).lead_number
    if "YardCode" in values:
        values["YardCode"] = YARD_CODE
    for name, field in SCHEMAS[schema]["properties"].items():
        if field.get("$ref", "").endswith("/Customer") and "CustomerNo" in values.get(name, {}):
            values[name] = {**values[name], "CustomerNo": a_lead(client).customer_no}
    return values


CALLS = {
    "CreateLeadRequest": lambda client, request: client.create_lead(request),
    "UpdateLeadRequest": lambda client, request: client.update_lead(request),
    "CreateQuotationRequest": lambda client, request: client.create_quotation(request),
    "LeadDetailRequest": lambda client, request: client.get_lead_detail(request.lead_number),
    "StocksRequest": lambda client, request: client.get_advertisement_stocks(request.yard_code),
    "SearchContactsRequest": lambda client, request: client.search_contacts(
        name=request.name, email=request.email, phone=request.phone
    ),
}


@pytest.mark.parametrize("example", [smallest, largest])
@pytest.mark.parametrize("schema", CALLS)
def test_a_request_of_the_contract_is_sent_by_it_and_answered_by_it(client, wire, schema, example):
    values = known_to_the_sandbox(client, schema, example(SCHEMAS[schema]))
    request = getattr(payloads, schema).build(**values)

    CALLS[schema](client, request)

    for exchange in wire.exchanges:
        check(exchange)


def test_what_was_asked_for_is_sent_in_full(client, wire):
    values = known_to_the_sandbox(
        client, "CreateQuotationRequest", largest(SCHEMAS["CreateQuotationRequest"])
    )

    client.create_quotation(payloads.CreateQuotationRequest.build(**values))

    sent = wire.exchanges[-1].body
    assert set(sent) == set(SCHEMAS["CreateQuotationRequest"]["properties"])
    for name in ("QuotationReceipt", "QuotationTradein", "QuotationExtra"):
        assert set(sent[f"{name}s"][0]) == set(SCHEMAS[name]["properties"])
    assert set(sent["FinanceCompany"]) == set(SCHEMAS["FinanceCompany"]["properties"])


def test_all_eight_endpoints_are_called_as_the_contract_has_them(client, wire):
    client.request_stock_token()
    client.request_lead_token()
    for schema, call in CALLS.items():
        values = known_to_the_sandbox(client, schema, smallest(SCHEMAS[schema]))
        call(client, getattr(payloads, schema).build(**values))

    for exchange in wire.exchanges:
        check(exchange)
    assert {exchange.path for exchange in wire.exchanges} == set(DOCUMENT["paths"])


def test_a_lead_is_read_back_as_it_was_sent(client, wire):
    values = largest(SCHEMAS["CreateLeadRequest"])
    del values["LeadCustomer"]["CustomerNo"]
    created = client.create_lead(payloads.CreateLeadRequest.build(**values))

    detail = client.get_lead_detail(created.lead_number)

    shared = set(values) & set(SCHEMAS["LeadDetailResponse"]["properties"])
    read = detail.model_dump(by_alias=True)
    assert {name: read[name] for name in shared} == {name: values[name] for name in shared}
    assert read["CustomerName"] == values["LeadCustomer"]["Name"]

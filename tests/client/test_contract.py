"""Every model against the OpenAPI file: same fields, types, required, lengths and choices."""

import json
from importlib import resources

import pytest

from wagtail_easycars.client import answers, credentials, payloads

CONTRACT = json.loads(
    resources.files("wagtail_easycars.sandbox").joinpath("easycars-openapi.json").read_text("utf-8")
)["components"]["schemas"]

# The client adds the account to every request, and takes these off every answer, itself.
ACCOUNT = {"AccountNumber", "AccountSecret"}
ENVELOPE = {"Code", "ErrorMessage"}

REQUESTS = {
    "StocksRequest": payloads.StocksRequest,
    "Customer": payloads.Customer,
    "CreateLeadRequest": payloads.CreateLeadRequest,
    "UpdateLeadRequest": payloads.UpdateLeadRequest,
    "LeadDetailRequest": payloads.LeadDetailRequest,
    "FinanceCompany": payloads.FinanceCompany,
    "QuotationReceipt": payloads.QuotationReceipt,
    "QuotationTradein": payloads.QuotationTradein,
    "QuotationExtra": payloads.QuotationExtra,
    "CreateQuotationRequest": payloads.CreateQuotationRequest,
    "SearchContactsRequest": payloads.SearchContactsRequest,
}
ANSWERS = {
    "LeadResponse": answers.LeadAnswer,
    "LeadDetailResponse": answers.LeadDetail,
    "QuotationResponse": answers.QuotationAnswer,
    "Contact": answers.Contact,
}
# Read without a model, or described by one that belongs to another part of the package.
READ_BY_HAND = {"TokenResponse", "StocksResponse", "ContactsResponse", "StockItem"}


def facts(field, definitions):
    """Return what a field's JSON schema says, in one form for pydantic and for the contract."""
    options = [each for each in field.get("anyOf", [field]) if each.get("type") != "null"]
    [field] = options
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        target = definitions[name]
        return facts(target, definitions) if "enum" in target else {"model": name}
    if field.get("type") == "array":
        return {"array": facts(field["items"], definitions)}
    types = {field["type"]} if isinstance(field["type"], str) else set(field["type"])
    return {
        "type": sorted(types - {"null"}),
        "maxLength": field.get("maxLength"),
        "enum": field.get("enum"),
    }


def test_every_schema_of_the_contract_has_its_model():
    assert {*REQUESTS, *ANSWERS, *READ_BY_HAND} == set(CONTRACT)


@pytest.mark.parametrize("name", REQUESTS)
def test_a_request_has_the_contracts_fields(name):
    ours = REQUESTS[name].model_json_schema(mode="serialization", by_alias=True)
    theirs = CONTRACT[name]

    definitions = ours.get("$defs", {})
    expected = {
        key: facts(field, CONTRACT)
        for key, field in theirs["properties"].items()
        if key not in ACCOUNT
    }

    assert {key: facts(field, definitions) for key, field in ours["properties"].items()} == expected
    assert set(ours.get("required", [])) == set(theirs["required"]) - ACCOUNT


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_has_the_contracts_fields(name):
    ours = ANSWERS[name].model_json_schema(by_alias=True)
    theirs = CONTRACT[name]["properties"]

    expected = {key: facts(field, CONTRACT) for key, field in theirs.items() if key not in ENVELOPE}
    if name == "LeadDetailResponse":
        expected["LeadStatus"] = {"type": ["integer"], "maxLength": None, "enum": None}

    assert {key: facts(field, {}) for key, field in ours["properties"].items()} == expected


def test_the_account_is_held_to_the_contracts_lengths():
    fields = CONTRACT["CreateLeadRequest"]["properties"]

    assert fields["AccountNumber"]["maxLength"] == credentials.ACCOUNT_NUMBER_LENGTH
    assert fields["AccountSecret"]["maxLength"] == credentials.ACCOUNT_SECRET_LENGTH

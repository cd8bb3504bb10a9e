"""``StockItem`` has the contract's fields, and takes every value that the contract allows."""

import jsonschema
import pytest

from tests.contract.examples import DOCUMENT, SCHEMAS
from wagtail_easycars.sandbox.catalogue import generate, stock_of
from wagtail_easycars.stock.item import CONTRACT_FIELDS, StockItem, parse_item

FIELDS = SCHEMAS["StockItem"]["properties"]
STOCK_ITEM = {"$ref": "#/components/schemas/StockItem", "components": DOCUMENT["components"]}
# Held as Decimal, so that no cent is lost.
MONEY = {"Price", "AdvSpecialPrice"}


def types_of(field):
    types = field["type"]
    return [types] if isinstance(types, str) else types


def kinds(schema):
    """Return the JSON types that a field of the model may hold, without null."""
    options = schema.get("anyOf", [schema])
    return {option["type"] for option in options if "type" in option} - {"null"}


def test_the_item_has_the_contracts_72_fields_and_no_other():
    assert len(FIELDS) == 72
    assert set(FIELDS) == CONTRACT_FIELDS


def test_only_what_the_contract_requires_is_required():
    required = {field.alias for field in StockItem.model_fields.values() if field.is_required()}

    assert required == set(SCHEMAS["StockItem"]["required"])


@pytest.mark.parametrize("name", sorted(set(FIELDS) - MONEY))
def test_a_field_has_the_contracts_type(name):
    ours = StockItem.model_json_schema(by_alias=True, mode="serialization")["properties"][name]

    assert kinds(ours) == set(types_of(FIELDS[name])) - {"null"}


@pytest.mark.parametrize("name", FIELDS)
def test_a_value_of_the_contracts_type_is_read_as_it_is(name):
    examples = {"string": "2019", "integer": 2019, "number": 2019.5, "boolean": True}
    by_alias = {field.alias: attribute for attribute, field in StockItem.model_fields.items()}
    for kind in set(types_of(FIELDS[name])) - {"null"}:
        item = parse_item({"StockNumber": "A1", name: examples[kind]})

        assert getattr(item, by_alias[name]) == examples[kind]


@pytest.mark.parametrize("name", sorted(n for n in FIELDS if "null" in types_of(FIELDS[n])))
def test_null_where_the_contract_allows_it_is_no_value(name):
    by_alias = {field.alias: attribute for attribute, field in StockItem.model_fields.items()}

    assert getattr(parse_item({"StockNumber": "A1", name: None}), by_alias[name]) in (None, "")


@pytest.mark.parametrize("account", ["harbour", "outback"])
def test_the_sandboxs_catalogue_keeps_to_the_contract(account):
    for item in stock_of(account):
        jsonschema.validate(item, STOCK_ITEM)
        assert parse_item(item).stock_number == item["StockNumber"]


def test_a_made_up_stock_keeps_to_the_contract():
    for item in generate(50, seed=7):
        jsonschema.validate(item, STOCK_ITEM)
        assert set(item) == set(FIELDS)

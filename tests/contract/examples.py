"""Requests made from the contract: with what it requires only, and with all that it allows."""

from __future__ import annotations

import json
from importlib.resources import files

DOCUMENT = json.loads(
    files("wagtail_easycars.sandbox").joinpath("easycars-openapi.json").read_text("utf-8")
)
SCHEMAS = DOCUMENT["components"]["schemas"]
DATES = {"dd/MM/yyyy": "2026-03-07", "MM/yy": "06/14"}
ACCOUNT = {"AccountNumber", "AccountSecret"}
LONG_WITHOUT_LIMIT = 500
NUMBER = 10_000_000


def smallest(schema):
    """Return the values that ``schema`` requires, by the contract's names."""
    alternative = schema.get("anyOf", [{"required": []}])[-1]
    names = [*schema["required"], *alternative["required"]]
    return {
        name: _value(schema["properties"][name], smallest, length=1)
        for name in names
        if name not in ACCOUNT
    }


def largest(schema):
    """Return a value for every field of ``schema``, texts as long as the contract allows."""
    return {
        name: _value(field, largest, length=LONG_WITHOUT_LIMIT)
        for name, field in schema["properties"].items()
        if name not in ACCOUNT
    }


def _value(field, example, length):
    if "$ref" in field:
        return example(SCHEMAS[field["$ref"].rpartition("/")[2]])
    if "enum" in field:
        return field["enum"][-1]
    if field["type"] == "array":
        return [_value(field["items"], example, length)]
    if field["type"] == "boolean":
        return False
    if field["type"] in ("integer", "number"):
        return 2026 if field["type"] == "integer" else NUMBER + 0.5
    return _text(field, length)


def _text(field, length):
    if field.get("description") in DATES:
        return DATES[field["description"]]
    limit = field.get("maxLength")
    return "é" * (min(limit, length) if limit else length)

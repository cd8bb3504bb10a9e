"""The vendor's contract, read from the OpenAPI file and enforced as a stranger would.

Requests are held to more than the file says where the vendor documents nothing: unknown
properties, ``null``, blank text in a required field, and 2020.0 for a whole number are refused. A
client that passes here depends on nothing that is not written down.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from .violations import describe

DATE_LAYOUTS = {"dd/MM/yyyy": ("%d/%m/%Y", 10), "MM/yy": ("%m/%y", 5)}
NOT_BLANK = r"\S"


@dataclass(frozen=True)
class Operation:
    """One endpoint: ``request`` is None for ``RequestToken``, whose body is empty."""

    service: str
    endpoint: str
    query: frozenset[str]
    request: Draft202012Validator | None
    response: Draft202012Validator
    response_fields: tuple[str, ...]

    def violations(self, body: Any) -> list[str]:
        """What is wrong with a request's ``body``; sentences that name fields, never values."""
        if self.request is None:
            return []
        return describe(_errors(self.request, body))

    def response_violations(self, body: Any) -> list[str]:
        return [error.message for error in _errors(self.response, body)]


@lru_cache(maxsize=1)
def load_document() -> dict[str, Any]:
    """The OpenAPI document as it is in the file."""
    text = files(__package__).joinpath("easycars-openapi.json").read_text(encoding="utf-8")
    document: dict[str, Any] = json.loads(text)
    return document


@lru_cache(maxsize=1)
def load_operations() -> dict[str, Operation]:
    """Every operation by its path, such as ``/LeadService/CreateLead``."""
    document = load_document()
    schemas = document["components"]["schemas"]
    strict_schemas = {name: _strict(schema) for name, schema in schemas.items()}
    return {
        path: _operation(path, methods["post"], schemas, strict_schemas)
        for path, methods in document["paths"].items()
    }


def stock_item_fields() -> dict[str, Any]:
    """The properties of ``StockItem`` in the contract's order."""
    properties: dict[str, Any] = load_document()["components"]["schemas"]["StockItem"]["properties"]
    return properties


def _operation(
    path: str, post: dict[str, Any], schemas: dict[str, Any], strict_schemas: dict[str, Any]
) -> Operation:
    _, service, endpoint = path.split("/")
    response_ref = post["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
    request_body = post.get("requestBody")
    request = None
    if request_body:
        request_ref = request_body["content"]["application/json"]["schema"]["$ref"]
        request = _validator(request_ref, strict_schemas)
    return Operation(
        service=service,
        endpoint=endpoint,
        query=frozenset(parameter["name"] for parameter in post.get("parameters", ())),
        request=request,
        response=_validator(response_ref, schemas),
        response_fields=tuple(schemas[response_ref.rpartition("/")[2]]["properties"]),
    )


def _strict(schema: dict[str, Any]) -> dict[str, Any]:
    properties = {name: _strict_property(each) for name, each in schema["properties"].items()}
    for name in _demanded(schema):
        if properties[name].get("type") == "string":
            properties[name]["pattern"] = NOT_BLANK
    return {**schema, "properties": properties, "additionalProperties": False}


def _strict_property(schema: dict[str, Any]) -> dict[str, Any]:
    layout = schema.get("description")
    return {**schema, "format": layout} if layout in DATE_LAYOUTS else dict(schema)


def _demanded(schema: dict[str, Any]) -> set[str]:
    alternatives = [schema, *schema.get("anyOf", ())]
    return {name for each in alternatives for name in each.get("required", ())}


def _is_whole_number(checker: Any, value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


_Validator = extend(
    Draft202012Validator,
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine("integer", _is_whole_number),
)


def _date_formats() -> FormatChecker:
    checker = FormatChecker(formats=())
    for name, (layout, length) in DATE_LAYOUTS.items():
        checker.checks(name, raises=ValueError)(_date_check(layout, length))
    return checker


def _date_check(layout: str, length: int) -> Any:
    def is_date(value: object) -> bool:
        if not isinstance(value, str):
            return True
        datetime.strptime(value, layout)
        return len(value) == length

    return is_date


def _validator(ref: str, schemas: dict[str, Any]) -> Draft202012Validator:
    root = {"$ref": ref, "components": {"schemas": schemas}}
    validator: Draft202012Validator = _Validator(root, format_checker=_date_formats())
    return validator


def _errors(validator: Draft202012Validator, body: Any) -> Iterable[ValidationError]:
    return sorted(validator.iter_errors(body), key=lambda error: [str(p) for p in error.path])

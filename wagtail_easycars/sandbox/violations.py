"""Sentences about a refused request: they name fields and rules, and never repeat a value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from jsonschema.exceptions import ValidationError

MOST_SENTENCES = 5
TYPE_NAMES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "object": "an object",
    "array": "a list",
}


def describe(errors: Iterable[ValidationError]) -> list[str]:
    """At most five sentences about the ``errors`` of one request."""
    sentences = (sentence for error in errors for sentence in _sentences(error))
    return list(dict.fromkeys(sentences))[:MOST_SENTENCES]


def _sentences(error: ValidationError) -> Iterator[str]:
    field = ".".join(str(part) for part in error.absolute_path)
    rule: Any = error.validator_value
    yield from _RULES[str(error.validator)](field, rule, error)


def _inside(field: str, name: str) -> str:
    return f"{field}.{name}" if field else name


def _required(field: str, rule: Any, error: Any) -> Iterator[str]:
    for name in rule:
        if name not in error.instance:
            yield f"{_inside(field, name)} is required."


def _unknown(field: str, rule: Any, error: Any) -> Iterator[str]:
    for name in error.instance:
        if name not in error.schema["properties"]:
            yield f"{_inside(field, name)} is not known."


def _any_of(field: str, rule: Any, error: ValidationError) -> Iterator[str]:
    ways = " or ".join(" and ".join(each["required"]) for each in rule)
    yield f"{field or 'The request'} needs {ways}."


def _type(field: str, rule: Any, error: ValidationError) -> Iterator[str]:
    name = field or "The request"
    if error.instance is None:
        yield f"{name} must not be null."
    else:
        yield f"{name} must be {TYPE_NAMES[rule]}."


def _max_length(field: str, rule: Any, error: ValidationError) -> Iterator[str]:
    yield f"{field} is longer than {rule} characters."


def _enum(field: str, rule: Any, error: ValidationError) -> Iterator[str]:
    yield f"{field} must be one of {', '.join(map(str, rule))}."


def _format(field: str, rule: Any, error: ValidationError) -> Iterator[str]:
    yield f"{field} must be a date as {rule}."


def _pattern(field: str, rule: Any, error: ValidationError) -> Iterator[str]:
    yield f"{field} must not be blank."


_RULES: dict[str, Callable[[str, Any, Any], Iterator[str]]] = {
    "required": _required,
    "additionalProperties": _unknown,
    "anyOf": _any_of,
    "type": _type,
    "maxLength": _max_length,
    "enum": _enum,
    "format": _format,
    "pattern": _pattern,
}

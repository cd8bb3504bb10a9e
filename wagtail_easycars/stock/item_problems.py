"""What is wrong with an item of the feed, in words for who corrects it in EasyCars."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError
from pydantic_core import ErrorDetails

LONGEST_VALUE = 60

_NUMBER = _("a number is expected")
_WHOLE_NUMBER = _("a whole number is expected")
_YES_OR_NO = _("true or false is expected")
_TEXT = _("text is expected")

# By pydantic's names for what it finds.
_REASONS: dict[str, str | Promise] = {
    "decimal_parsing": _NUMBER,
    "decimal_type": _NUMBER,
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
    "finite_number": _NUMBER,
    "int_parsing": _WHOLE_NUMBER,
    "int_type": _WHOLE_NUMBER,
    "int_from_float": _WHOLE_NUMBER,
    "bool_parsing": _YES_OR_NO,
    "bool_type": _YES_OR_NO,
    "string_type": _TEXT,
    "greater_than_equal": _("it must not be less than %(ge)s"),
    "less_than_equal": _("it must not be more than %(le)s"),
    "less_than": _("it must be less than %(lt)s"),
    "value_error": "%(error)s",
}
_MISSING = {"missing", "string_too_short"}


def describe_problems(error: ValidationError) -> str:
    """Return what is wrong with each field, by the contract's names."""
    return "; ".join(_describe(problem) for problem in error.errors(include_url=False))


def _describe(problem: ErrorDetails) -> str:
    field = ".".join(str(part) for part in problem["loc"])
    if problem["type"] in _MISSING:
        return gettext("%(field)s is missing") % {"field": field}
    return gettext("%(field)s is %(value)s: %(reason)s") % {
        "field": field,
        "value": _shorten(repr(problem["input"])),
        "reason": _get_reason(problem),
    }


def _get_reason(problem: ErrorDetails) -> str:
    reason = _REASONS.get(problem["type"])
    return problem["msg"] if reason is None else str(reason) % problem.get("ctx", {})


def _shorten(value: str) -> str:
    return value if len(value) <= LONGEST_VALUE else f"{value[: LONGEST_VALUE - 3]}..."

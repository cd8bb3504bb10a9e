"""What is wrong with a field, in words that can be translated."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from wagtail_easycars.client.names import contract_name

# By pydantic's names for what it finds, and by our own for what it cannot know.
_TEXTS: dict[str, str | Promise] = {
    "missing": _("is required"),
    "string_too_long": _("is longer than %(max_length)s characters"),
    "enum": _("must be one of %(expected)s"),
    "extra_forbidden": _("is not known to EasyCars"),
    "customer_unknown": _("needs either CustomerNo, or both Name and Email"),
    "search_empty": _("needs at least one of Name, Email and Phone"),
}
_OTHER = _("is not valid (%(problem)s)")


def problems_by_field(error: ValidationError) -> dict[str, str]:
    """Return what is wrong by the contract's name of each field, without the values."""
    details = error.errors(include_url=False, include_input=False)
    return {_field_path(detail): _text(detail) for detail in details}


def too_long_text(max_length: int) -> str:
    return str(_TEXTS["string_too_long"]) % {"max_length": max_length}


def _text(detail: ErrorDetails) -> str:
    text = str(_TEXTS.get(detail["type"], _OTHER))
    return text % {**detail.get("ctx", {}), "problem": detail["msg"]}


def _field_path(detail: ErrorDetails) -> str:
    return ".".join(_contract_part(part) for part in detail["loc"]) or gettext("The request")


def _contract_part(part: str | int) -> str:
    # pydantic names a field as the caller did, who may have used either name.
    return contract_name(part) if isinstance(part, str) and part[:1].islower() else str(part)

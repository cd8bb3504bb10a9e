"""What a sync has changed, in the words of staff: fields by their labels, values as one reads them.

A change names fields of a vehicle or a lead, and further facts of the feed by the feed's names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wagtail_easycars.models import Lead, SyncChange, Vehicle
from wagtail_easycars.models.vehicles import VehicleType
from wagtail_easycars.presentation.facts import GROUPS
from wagtail_easycars.presentation.formats import format_aud, format_date, format_number
from wagtail_easycars.stock.pictures import get_image_urls

_LEAD_FIELDS = {
    "lead_status": "status",
    "easycars_status": "easycars_status",
    "vehicle_interest": "interest",
    "vehicle_price": "vehicle_price",
    "rating": "rating",
    "finance_status": "finance_status",
}
_FACT_LABELS = {fact.name: fact.label for _group, _heading, facts in GROUPS for fact in facts}
_OTHER_LABELS = {
    "ImageURLs": gettext_lazy("Pictures"),
    "url": gettext_lazy("Address of the picture"),
    "url_path": gettext_lazy("Address of the page"),
}


@dataclass(frozen=True)
class FieldChange:
    """One field of a record; '' stands for what is empty."""

    label: str
    before: str
    after: str


def describe_fields(change: SyncChange) -> list[FieldChange]:
    """Return what differs field by field; of something new, ``before`` is '' throughout."""
    names = dict.fromkeys([*change.after, *change.before])
    return [
        FieldChange(
            label=describe_name(name),
            before=describe_value(name, change.before.get(name)),
            after=describe_value(name, change.after.get(name)),
        )
        for name in names
    ]


def describe_name(name: str) -> str:
    """Return what staff call the field ``name``."""
    label = _OTHER_LABELS.get(name) or _FACT_LABELS.get(name)
    if label is not None:
        return str(label)
    field = _find_field(name)
    return capfirst(str(field.verbose_name)) if field is not None else _split_words(name)


def describe_value(name: str, value: Any) -> str:
    """Return ``value`` of the field ``name`` as a person reads it, in full."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if describe := _DESCRIPTIONS.get(name):
        return describe(value)
    if isinstance(value, str | int) and (label := _get_choices(name).get(value)):
        return label
    return _describe_any(value)


def _describe_any(value: Any) -> str:
    if isinstance(value, str):
        return format_date(value)
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_describe_any(each)}" for key, each in value.items())
    if isinstance(value, list):
        return ", ".join(_describe_any(each) for each in value)
    return str(value) if isinstance(value, int | float | Decimal) else json.dumps(value)


def _format_price(value: Any) -> str:
    try:
        return format_aud(Decimal(str(value)))
    except InvalidOperation:
        return str(value)


def _format_reading(value: Any) -> str:
    return format_number(value) if isinstance(value, int) else str(value)


def _count_pictures(value: Any) -> str:
    count = len(value if isinstance(value, list) else get_image_urls({"ImageURLs": value}))
    return ngettext("%(n)d picture", "%(n)d pictures", count) % {"n": count}


_DESCRIPTIONS: dict[str, Callable[[Any], str]] = {
    "price": _format_price,
    "special_price": _format_price,
    "vehicle_price": _format_price,
    "odometer": _format_reading,
    "ImageURLs": _count_pictures,
}


def _get_choices(name: str) -> dict[Any, str]:
    if name == "vehicle_type":
        return {value: str(label) for value, label in VehicleType.choices}
    choices = getattr(_find_field(name), "flatchoices", None) or ()
    return {value: str(label) for value, label in choices}


def _find_field(name: str) -> Any:
    if name in _LEAD_FIELDS:
        return Lead._meta.get_field(_LEAD_FIELDS[name])
    try:
        return Vehicle._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _split_words(name: str) -> str:
    """Return a name such as 'StandardFeatures' as 'Standard features'."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_", " ", name).split()
    return capfirst(" ".join(word if word.isupper() else word.lower() for word in words))

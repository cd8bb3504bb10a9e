"""What staff see of the fields that they may take from EasyCars again."""

from __future__ import annotations

from typing import Any, cast

from django.db import models
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from wagtail_easycars.models import Vehicle
from wagtail_easycars.stock.errors import ItemRejected
from wagtail_easycars.stock.mapping import get_mapper

LONGEST_VALUE = 80


def get_release_choices(vehicle: Vehicle) -> list[tuple[str, str]]:
    """Return the pinned fields of ``vehicle``, each labelled with what EasyCars says of it."""
    if not vehicle.pinned_fields:
        return []
    try:
        values = get_mapper().map(vehicle.feed)
    except ItemRejected:
        values = {}
    return [(name, _label(name, values)) for name in vehicle.pinned_fields]


def get_label(name: str) -> str:
    """Return the name of the vehicle's field ``name`` as forms show it."""
    return capfirst(str(_get_field(name).verbose_name))


def _get_field(name: str) -> models.Field[Any, Any]:
    return cast("models.Field[Any, Any]", Vehicle._meta.get_field(name))


def _label(name: str, values: dict[str, Any]) -> str:
    if name not in values:
        return get_label(name)
    return _("%(field)s (EasyCars: %(value)s)") % {
        "field": get_label(name),
        "value": _describe(name, values[name]),
    }


def _describe(name: str, value: Any) -> str:
    if value is None or value == "":
        return _("empty")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    choices = dict(_get_field(name).flatchoices)
    return Truncator(choices.get(value, value)).chars(LONGEST_VALUE)

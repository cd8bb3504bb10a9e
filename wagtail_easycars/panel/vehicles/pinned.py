"""What staff are told of the fields that do not follow EasyCars."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.log_actions import registry

from wagtail_easycars.models import Vehicle
from wagtail_easycars.presentation.changes import describe_name, describe_value
from wagtail_easycars.stock.errors import ItemRejected
from wagtail_easycars.stock.mapping import get_mapper
from wagtail_easycars.stock.pins import PIN_ACTION

LONGEST_VALUE = 200


@dataclass(frozen=True)
class PinnedField:
    """``easycars_value`` is ``None`` where the feed says nothing of the field.

    ``since`` and ``user_name`` are empty where the log does not know.
    """

    name: str
    label: str
    easycars_value: str | None
    since: datetime | None = None
    user_name: str = ""


def get_pinned_fields(vehicle: Vehicle) -> dict[str, PinnedField]:
    """Return the pinned fields of ``vehicle`` by name, in one query."""
    if not vehicle.pinned_fields:
        return {}
    said, made = _get_easycars_values(vehicle), _find_pinning(vehicle)
    return {
        name: PinnedField(name, describe_name(name), said.get(name), *made.get(name, (None, "")))
        for name in vehicle.pinned_fields
    }


def _get_easycars_values(vehicle: Vehicle) -> dict[str, str]:
    try:
        values = get_mapper().map(vehicle.feed)
    except ItemRejected:
        return {}
    return {name: _describe(name, value) for name, value in values.items()}


def _find_pinning(vehicle: Vehicle) -> dict[str, tuple[datetime, str]]:
    """Return when and by whom each field was pinned last."""
    entries = registry.get_logs_for_instance(vehicle).filter(action=PIN_ACTION)
    found: dict[str, tuple[datetime, str]] = {}
    for entry in entries.select_related("user").order_by("timestamp", "pk"):
        name = get_user_display_name(entry.user) if entry.user else ""
        found.update((field, (entry.timestamp, name)) for field in entry.data.get("fields", ()))
    return found


def _describe(name: str, value: Any) -> str:
    return Truncator(describe_value(name, value)).chars(LONGEST_VALUE) or _("nothing")

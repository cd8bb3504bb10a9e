"""The choice of a time zone, with Australia's first."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

AUSTRALIA = "Australia/"


class TimeZoneSelect(forms.Select):
    """A list of all time zones."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, choices=list_time_zones())


def list_time_zones() -> list[tuple[Any, list[tuple[str, str]]]]:
    names = sorted(available_timezones())
    australian = [name for name in names if name.startswith(AUSTRALIA)]
    others = [name for name in names if not name.startswith(AUSTRALIA)]
    return [
        (_("Australia"), [(name, _readable(name.removeprefix(AUSTRALIA))) for name in australian]),
        (_("Elsewhere"), [(name, _readable(name)) for name in others]),
    ]


def _readable(name: str) -> str:
    return name.replace("_", " ")

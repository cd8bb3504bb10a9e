"""The orders that a visitor can choose."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Sort:
    """By the numbers of ``column``; without one, as vehicles were first seen."""

    name: str
    label: Promise
    column: str = ""
    is_descending: bool = False


NEWEST = Sort("newest", _("Newest first"))
SORTS = (
    NEWEST,
    Sort("price", _("Price: low to high"), "advertised_price"),
    Sort("-price", _("Price: high to low"), "advertised_price", is_descending=True),
    Sort("km", _("Kilometres: low to high"), "kilometres"),
    Sort("-year", _("Year: newest to oldest"), "year", is_descending=True),
)
BY_NAME = {sort.name: sort for sort in SORTS}


def get_sort(name: str) -> Sort:
    """Return the order called ``name``, or the usual one."""
    return BY_NAME.get(name, NEWEST)

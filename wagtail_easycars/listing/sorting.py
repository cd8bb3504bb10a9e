"""The orders that a visitor can choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Sort:
    name: str
    label: Promise
    order_by: tuple[Any, ...]


# Vehicles get their keys in the order in which they are first seen, and a key is always indexed.
NEWEST = Sort("newest", _("Newest first"), ("-pk",))
SORTS = (
    NEWEST,
    Sort(
        "price",
        _("Price: low to high"),
        (F("advertised_price").asc(nulls_last=True), "-pk"),
    ),
    Sort(
        "-price",
        _("Price: high to low"),
        (F("advertised_price").desc(nulls_last=True), "-pk"),
    ),
    Sort("km", _("Kilometres: low to high"), (F("kilometres").asc(nulls_last=True), "-pk")),
    Sort("-year", _("Year: newest to oldest"), (F("year").desc(nulls_last=True), "-pk")),
)
BY_NAME = {sort.name: sort for sort in SORTS}


def get_sort(name: str) -> Sort:
    """Return the order called ``name``, or the usual one."""
    return BY_NAME.get(name, NEWEST)

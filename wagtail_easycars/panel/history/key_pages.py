"""Pages of rows that are found by key, so that the last costs no more than the first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

LAST = "last"


@dataclass(frozen=True)
class KeyPage:
    """Rows in the order of their keys, and whether there are others before and after them."""

    rows: list[Any]
    has_previous: bool
    has_next: bool

    @property
    def first_key(self) -> int:
        return int(self.rows[0].pk)

    @property
    def last_key(self) -> int:
        return int(self.rows[-1].pk)


def get_page(queryset: QuerySet[Any], parameters: Mapping[str, str], size: int) -> KeyPage:
    """Return the page that ``parameters`` ask for, which may come from anybody.

    ``after`` and ``before`` name the key of a row that the page follows or precedes, ``before`` may
    be 'last'. Where there is no such page, it is the first.
    """
    before, after = parameters.get("before", ""), _as_key(parameters.get("after", ""))
    page = _read_before(queryset, before, size) if before else _read_after(queryset, after, size)
    if not page.rows and (before or after):
        return _read_after(queryset, 0, size)
    return page


def _read_after(queryset: QuerySet[Any], key: int, size: int) -> KeyPage:
    rows = list(queryset.filter(pk__gt=key).order_by("pk")[: size + 1])
    return KeyPage(rows[:size], has_previous=key > 0, has_next=len(rows) > size)


def _read_before(queryset: QuerySet[Any], before: str, size: int) -> KeyPage:
    is_last = before == LAST
    if not is_last:
        queryset = queryset.filter(pk__lt=_as_key(before))
    rows = list(queryset.order_by("-pk")[: size + 1])
    return KeyPage(rows[:size][::-1], has_previous=len(rows) > size, has_next=not is_last)


def _as_key(text: str) -> int:
    is_key = text.isascii() and text.isdigit() and len(text) < 19  # what a database takes
    return int(text) if is_key else 0

"""The yards of an account, as its stock names them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from wagtail_easycars.stock.text import clean_line


class FoundYard(NamedTuple):
    """A yard, with how many vehicles are advertised in it."""

    code: str
    name: str
    vehicles: int


def count_yards(items: Iterable[Any]) -> tuple[FoundYard, ...]:
    """Return the yards of the feed's ``items``, by name; an item that names none is left out.

    An item that cannot be used for something else counts too.
    """
    counts: Counter[str] = Counter()
    names: dict[str, str] = {}
    for item in items:
        code = _get_text(item, "YardCode")
        if code:
            counts[code] += 1
            names[code] = names.get(code) or _get_text(item, "YardName")
    yards = [FoundYard(code, names[code], count) for code, count in counts.items()]
    return tuple(sorted(yards, key=lambda yard: (yard.name.casefold(), yard.code)))


def _get_text(item: Any, name: str) -> str:
    value = item.get(name) if isinstance(item, dict) else None
    if isinstance(value, str):
        return clean_line(value)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""

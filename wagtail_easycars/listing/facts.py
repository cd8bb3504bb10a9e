"""What a listing filters, counts and sorts by, of its whole stock, as columns in memory.

One query a version of the stock reads it, and every state of the listing is worked out of it, where
the database would go through all vehicles again for each.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any, Self

from wagtail_easycars.listing.gearboxes import get_gearbox
from wagtail_easycars.models.querysets import VehicleQuerySet

CHOICE_COLUMNS = (
    "make", "model", "body", "fuel_type", "gearbox", "condition", "vehicle_type", "yard_name"
)  # fmt: skip
NUMBER_COLUMNS = ("advertised_price", "kilometres", "year")
UNKNOWN = math.nan

# One byte for each vehicle, 1 where it is meant: as one number, for which '&' is a single step.
Mask = int


@dataclass(frozen=True)
class ChoiceColumn:
    """``values`` that occur, and for each vehicle which of them it has."""

    values: tuple[str, ...]
    codes: array[int]

    @classmethod
    def read(cls, texts: Sequence[str]) -> Self:
        codes = {text: code for code, text in enumerate(dict.fromkeys(texts))}
        return cls(tuple(codes), array("I", map(codes.__getitem__, texts)))

    def match(self, wanted: Iterable[str]) -> Mask:
        chosen = set(wanted)
        is_wanted = [value in chosen for value in self.values]
        return _as_mask(map(is_wanted.__getitem__, self.codes))

    def count(self, mask: Mask) -> list[tuple[str, int]]:
        """Return how many of the vehicles in ``mask`` have each value but the empty one."""
        counts = Counter(compress(self.codes, as_flags(mask, len(self.codes))))
        return [(self.values[code], n) for code, n in counts.items() if self.values[code]]


@dataclass(frozen=True)
class StockFacts:
    """``keys`` of the vehicles, the newest first, and columns in the same order.

    A number that is not known is ``UNKNOWN``, which is neither more nor less than anything.
    """

    keys: array[int]
    choices: dict[str, ChoiceColumn]
    numbers: dict[str, array[float]]

    @classmethod
    def read(cls, vehicles: VehicleQuerySet) -> Self:
        columns = _read_columns(vehicles)
        columns["gearbox"] = _translate(get_gearbox, columns.pop("transmission"))
        return cls(
            keys=array("q", columns["pk"]),
            choices={name: ChoiceColumn.read(columns[name]) for name in CHOICE_COLUMNS},
            numbers={name: _read_numbers(columns[name]) for name in NUMBER_COLUMNS},
        )

    @property
    def everything(self) -> Mask:
        return _as_mask(b"\1" * len(self.keys))

    def match_numbers(self, column: str, is_met: Callable[[float], bool]) -> Mask:
        return _as_mask(map(is_met, self.numbers[column]))

    def match_keys(self, keys: Iterable[int]) -> Mask:
        return _as_mask(map(frozenset(keys).__contains__, self.keys))

    def get_bounds(self, column: str) -> tuple[float, float] | None:
        """Return the lowest and highest number of ``column``; ``None`` where none is known."""
        known = [number for number in self.numbers[column] if not math.isnan(number)]
        return (min(known), max(known)) if known else None

    def sort(self, mask: Mask, column: str, *, is_descending: bool) -> list[int]:
        """Return the keys in ``mask`` by the numbers of ``column``, those without one last."""
        numbers = self.numbers[column]
        places = list(compress(range(len(numbers)), as_flags(mask, len(numbers))))
        known = [place for place in places if not math.isnan(numbers[place])]
        unknown = [place for place in places if math.isnan(numbers[place])]
        # Also in reverse, what is equal keeps its order: the newest first.
        known.sort(key=numbers.__getitem__, reverse=is_descending)
        return [self.keys[place] for place in (*known, *unknown)]


def as_flags(mask: Mask, length: int) -> bytes:
    return mask.to_bytes(length, "little")


def _as_mask(flags: Iterable[int]) -> Mask:
    return int.from_bytes(bytes(flags), "little")


def _read_columns(vehicles: VehicleQuerySet) -> dict[str, Sequence[Any]]:
    names = (
        "pk", "make", "model", "body", "fuel_type", "transmission", "condition", "vehicle_type",
        "yard_name", *NUMBER_COLUMNS,
    )  # fmt: skip
    rows = list(vehicles.order_by("-pk").values_list(*names))
    columns = zip(*rows, strict=True) if rows else ((),) * len(names)
    return dict(zip(names, columns, strict=True))


def _translate(function: Callable[[str], str], texts: Sequence[str]) -> list[str]:
    translations = {text: function(text) for text in set(texts)}
    return [translations[text] for text in texts]


def _read_numbers(numbers: Sequence[Any]) -> array[float]:
    return array("d", (UNKNOWN if number is None else number for number in numbers))

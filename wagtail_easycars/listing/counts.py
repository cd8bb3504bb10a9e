"""How many vehicles a state of the listing has, and how many each choice would have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, Min

from wagtail_easycars.listing.filters import CHOICES, ChoiceFilter
from wagtail_easycars.listing.query import ListingQuery
from wagtail_easycars.models.querysets import VehicleQuerySet

ChoiceCounts = dict[str, list[tuple[str, int]]]


@dataclass(frozen=True)
class Counts:
    """``choices`` has the counts of each value by filter; ``loosened`` what there would be without
    one of the filters, for an empty result."""

    total: int
    choices: ChoiceCounts
    loosened: list[tuple[str, int]]


def count(vehicles: VehicleQuerySet, query: ListingQuery) -> Counts:
    """Count ``vehicles`` for the state ``query``.

    The database goes once through the result, and once more for each choice that is made: its other
    values count as if nothing of it were chosen.
    """
    offered = [choice for choice in CHOICES if is_offered(choice, query)]
    total, choices = _count_result(vehicles.filter(query.get_condition()), offered)
    for choice in offered:
        if query.get(choice.name):
            others = vehicles.filter(query.get_condition(without=choice.name))
            choices[choice.name] = _count_values(others, choice)
    return Counts(total, choices, [] if total else _count_loosened(vehicles, query))


def is_offered(choice: ChoiceFilter, query: ListingQuery) -> bool:
    """Models are offered once a make is chosen: all of all makes would be a list to scroll for."""
    return choice.name != "model" or bool(query.get("make") or query.get("model"))


def get_bounds(vehicles: VehicleQuerySet) -> dict[str, Any]:
    """Return the lowest and highest price (AUD), year and kilometres of ``vehicles``."""
    return vehicles.annotate(to_pay=F("advertised_price"), driven=F("kilometres")).aggregate(
        price_min=Min("to_pay"),
        price_max=Max("to_pay"),
        year_min=Min("year"),
        year_max=Max("year"),
        km_max=Max("driven"),
    )


def _count_result(
    vehicles: VehicleQuerySet, offered: Sequence[ChoiceFilter]
) -> tuple[int, ChoiceCounts]:
    facts = {f"choice_{choice.name}": F(choice.expression) for choice in offered}
    rows = list(vehicles.annotate(**facts).order_by().values_list(*facts))
    columns = zip(*rows, strict=True) if rows else ((),) * len(offered)
    counters = {
        choice.name: Counter(values) for choice, values in zip(offered, columns, strict=True)
    }
    return len(rows), {name: _without_unknown(counter) for name, counter in counters.items()}


def _without_unknown(counter: Counter[str]) -> list[tuple[str, int]]:
    return [(value, n) for value, n in counter.items() if value]


def _count_values(vehicles: VehicleQuerySet, choice: ChoiceFilter) -> list[tuple[str, int]]:
    rows = vehicles.annotate(value=F(choice.expression)).exclude(value="").order_by()
    return list(rows.values("value").annotate(n=Count("pk")).values_list("value", "n"))


def _count_loosened(vehicles: VehicleQuerySet, query: ListingQuery) -> list[tuple[str, int]]:
    counts = [
        (name, vehicles.filter(query.without(name).get_condition()).count())
        for name in query.values
    ]
    return sorted((pair for pair in counts if pair[1]), key=lambda pair: -pair[1])

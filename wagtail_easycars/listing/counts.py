"""How many vehicles a state of the listing has, and how many each choice would have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, Min

from wagtail_easycars.listing.filters import CHOICES, ChoiceFilter
from wagtail_easycars.listing.query import ListingQuery
from wagtail_easycars.models.querysets import VehicleQuerySet


@dataclass(frozen=True)
class Counts:
    """``choices`` has the counts of each value by filter, ``bounds`` the lowest and highest values
    of the whole stock, ``loosened`` what there would be without one filter, for an empty result."""

    total: int
    choices: dict[str, list[tuple[str, int]]]
    bounds: dict[str, Any]
    loosened: list[tuple[str, int]]


def count(vehicles: VehicleQuerySet, query: ListingQuery) -> Counts:
    """Count ``vehicles`` for the state ``query``."""
    total = vehicles.filter(query.get_condition()).count()
    choices = {
        choice.name: _count_values(
            vehicles.filter(query.get_condition(without=choice.name)), choice
        )
        for choice in CHOICES
        if is_offered(choice, query)
    }
    return Counts(
        total, choices, _get_bounds(vehicles), [] if total else _count_loosened(vehicles, query)
    )


def is_offered(choice: ChoiceFilter, query: ListingQuery) -> bool:
    """Models are offered once a make is chosen: all of all makes would be a list to scroll for."""
    return choice.name != "model" or bool(query.get("make") or query.get("model"))


def _count_values(vehicles: VehicleQuerySet, choice: ChoiceFilter) -> list[tuple[str, int]]:
    rows = vehicles.annotate(value=F(choice.field)).exclude(value="").order_by()
    return list(rows.values("value").annotate(n=Count("pk")).values_list("value", "n"))


def _get_bounds(vehicles: VehicleQuerySet) -> dict[str, Any]:
    return vehicles.annotate(to_pay=F("advertised_price"), driven=F("kilometres")).aggregate(
        price_min=Min("to_pay"),
        price_max=Max("to_pay"),
        year_min=Min("year"),
        year_max=Max("year"),
        km_max=Max("driven"),
    )


def _count_loosened(vehicles: VehicleQuerySet, query: ListingQuery) -> list[tuple[str, int]]:
    counts = [
        (name, vehicles.filter(query.without(name).get_condition()).count())
        for name in query.values
    ]
    return sorted((pair for pair in counts if pair[1]), key=lambda pair: -pair[1])

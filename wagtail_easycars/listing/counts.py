"""How many vehicles a state of the listing has, and how many each choice would have."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail_easycars.listing.facts import StockFacts
from wagtail_easycars.listing.filters import CHOICES, ChoiceFilter
from wagtail_easycars.listing.matches import Matches
from wagtail_easycars.listing.query import ListingQuery

ChoiceCounts = dict[str, list[tuple[str, int]]]


@dataclass(frozen=True)
class Counts:
    """``choices`` has the counts of each value by filter; ``loosened`` what there would be without
    one of the filters, for an empty result."""

    total: int
    choices: ChoiceCounts
    loosened: list[tuple[str, int]]


@dataclass(frozen=True)
class Bounds:
    """Lowest and highest price (AUD) and year, and most kilometres; 0 to 0 where none is known."""

    price: tuple[float, float]
    year: tuple[int, int]
    most_kilometres: float


def count(matches: Matches) -> Counts:
    """Count for a state: the other values of a choice as if nothing of it were chosen."""
    total = matches.select().bit_count()
    choices = {
        choice.name: _count_values(matches, choice)
        for choice in CHOICES
        if is_offered(choice, matches.query)
    }
    return Counts(total, choices, [] if total else _count_loosened(matches))


def is_offered(choice: ChoiceFilter, query: ListingQuery) -> bool:
    """Models are offered once a make is chosen: all of all makes would be a list to scroll for."""
    return choice.name != "model" or bool(query.get("make") or query.get("model"))


def get_bounds(facts: StockFacts) -> Bounds:
    nothing = (0.0, 0.0)
    first_year, last_year = facts.get_bounds("year") or nothing
    return Bounds(
        price=facts.get_bounds("advertised_price") or nothing,
        year=(int(first_year), int(last_year)),
        most_kilometres=(facts.get_bounds("kilometres") or nothing)[1],
    )


def _count_values(matches: Matches, choice: ChoiceFilter) -> list[tuple[str, int]]:
    others = (name for name in matches.query.values if name != choice.name)
    return matches.facts.choices[choice.column].count(matches.select(others))


def _count_loosened(matches: Matches) -> list[tuple[str, int]]:
    query = matches.query
    counts = [
        (name, matches.select(query.without(name).values).bit_count()) for name in query.values
    ]
    return sorted((pair for pair in counts if pair[1]), key=lambda pair: -pair[1])

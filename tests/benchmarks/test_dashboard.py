"""The benchmark of the dashboard tells a promise that is kept from one that is not."""

from __future__ import annotations

from benchmarks.dashboard.promises import judge
from benchmarks.dashboard.results import Results
from benchmarks.dashboard.sizes import DASHBOARD, LARGE, LISTING, POLL, SMALL
from benchmarks.measurement import Measurement

from .results import measurement

SIZES = (SMALL.vehicles, LARGE.vehicles)


def view(name: str, size: int, *, seconds: float, queries: int) -> Measurement:
    return measurement(name, size, seconds / size, queries=queries)


def results_with(*others: Measurement) -> Results:
    """Results that keep every promise, but for ``others``, which are in the place of their like."""
    good = [
        view(name, size, seconds=seconds, queries=queries)
        for size in SIZES
        for name, seconds, queries in ((DASHBOARD, 0.1, 20), (POLL, 0.01, 4), (LISTING, 0.08, 8))
    ]
    keys = {(other.name, other.size) for other in others}
    return Results([*(each for each in good if (each.name, each.size) not in keys), *others])


def broken_promises(results: Results) -> list[str]:
    return [verdict.promise for verdict in judge(results) if not verdict.is_met]


def test_good_results_keep_every_promise():
    assert broken_promises(results_with()) == []


def test_a_dashboard_that_takes_more_than_half_as_long_again_as_a_listing_breaks_a_promise():
    slow = view(DASHBOARD, LARGE.vehicles, seconds=0.13, queries=20)
    assert broken_promises(results_with(slow)) == [
        "dashboard against a snippet listing, 50,000 vehicles"
    ]


def test_queries_that_grow_with_the_stock_break_a_promise():
    hungry = view(DASHBOARD, LARGE.vehicles, seconds=0.1, queries=21)
    assert broken_promises(results_with(hungry)) == ["views whose queries differ by size"]


def test_a_poll_of_many_queries_breaks_a_promise():
    polls = [view(POLL, size, seconds=0.01, queries=5) for size in SIZES]
    assert broken_promises(results_with(*polls)) == ["queries of a status poll"]

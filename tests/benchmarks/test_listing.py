"""The benchmark of the listing tells a promise that is kept from one that is not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.listing.promises import judge
from benchmarks.listing.results import Results
from benchmarks.listing.states import AGAIN, KNOWN_STOCK, NEW_STOCK, STATES, VIEWS, WORD
from benchmarks.measurement import Measurement

from .results import measurement

SMALL, LARGE = 500, 50_000
ROOT = Path(__file__).resolve().parents[2]


def view(state: str, view: str, size: int, *, seconds: float, queries: int = 13) -> Measurement:
    return measurement(f"{state}: {view}", size, seconds / size, queries=queries)


def results_with(*others: Measurement) -> Results:
    """Results that keep every promise, but for ``others``, which are in the place of their like."""
    good = [
        view(state, name, size, seconds=seconds)
        for state in STATES
        for name in VIEWS
        for size, seconds in ((SMALL, 0.03), (LARGE, 0.05))
    ]
    keys = {(other.name, other.size) for other in others}
    return Results([*(each for each in good if (each.name, each.size) not in keys), *others])


def broken_promises(results: Results) -> list[str]:
    return [verdict.promise for verdict in judge(results) if not verdict.is_met]


def test_good_results_keep_every_promise():
    assert broken_promises(results_with()) == []


@pytest.mark.parametrize("name", [KNOWN_STOCK, AGAIN])
def test_a_view_of_a_large_stock_that_takes_more_than_twice_as_long_breaks_a_promise(name):
    results = results_with(view("by price", name, LARGE, seconds=0.07))
    assert broken_promises(results) == [f"by price, {name}, 50,000 against 500"]


@pytest.mark.parametrize(("state", "name"), [("by price", NEW_STOCK), (WORD, KNOWN_STOCK)])
def test_what_goes_through_all_vehicles_is_shown_and_not_promised(state, name):
    assert broken_promises(results_with(view(state, name, LARGE, seconds=0.7))) == []


def test_queries_that_grow_with_the_stock_break_a_promise():
    results = results_with(view("no filter", NEW_STOCK, LARGE, seconds=0.05, queries=17))
    assert broken_promises(results) == ["states whose queries differ by size, stock changed"]


@pytest.mark.slow
def test_the_benchmark_measures_every_view_of_every_state():
    process = subprocess.run(
        [sys.executable, "-m", "benchmarks.listing", "--sizes", "60,120", "--repeats", "1"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 0, process.stderr
    assert "120 vehicles" in process.stdout
    for state in STATES:
        assert process.stdout.count(f"\n{state} ") == 2

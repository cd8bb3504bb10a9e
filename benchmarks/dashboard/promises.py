"""What the package promises of its dashboard, and whether the results keep it."""

from __future__ import annotations

from benchmarks.dashboard.results import Results
from benchmarks.dashboard.sizes import DASHBOARD, LISTING, POLL
from benchmarks.stock.promises import Verdict, at_most
from benchmarks.stock.results import Ratio

DASHBOARD_TO_LISTING = 1.5
QUERIES_OF_A_POLL = 4


def judge(results: Results) -> list[Verdict]:
    """Return a verdict for each promise."""
    return [compare_with_listing(results), count_poll(results), compare_queries(results)]


def compare_with_listing(results: Results) -> Verdict:
    size = results.sizes[-1]
    ratio = Ratio(
        cpu=results.milliseconds(DASHBOARD, size) / results.milliseconds(LISTING, size),
        wall=results.milliseconds_by_the_clock(DASHBOARD, size)
        / results.milliseconds_by_the_clock(LISTING, size),
    )
    promise = f"dashboard against a snippet listing, {size:,} vehicles"
    return at_most(promise, ratio, DASHBOARD_TO_LISTING)


def count_poll(results: Results) -> Verdict:
    queries = max(results.queries(POLL, size) for size in results.sizes)
    excess = queries / QUERIES_OF_A_POLL - 1
    return Verdict("queries of a status poll", str(queries), f"{QUERIES_OF_A_POLL}", excess)


def compare_queries(results: Results) -> Verdict:
    grown = [
        view
        for view in (DASHBOARD, POLL)
        if len({results.queries(view, size) for size in results.sizes}) > 1
    ]
    promise = "views whose queries differ by size"
    return Verdict(promise, ", ".join(grown) or "none", "none", float(len(grown)))

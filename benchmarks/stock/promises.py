"""What the package promises, and whether the results keep it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.stock.results import Results

UNCHANGED_TO_FLOOR = 1.5
LOOP_TO_COLD = 50.0
COLD_TO_BARE_ROWS = 4.0
UNCHANGED_GROWTH = 1.2
COLD_GROWTH = 1.5
OWN_TABLES = frozenset({"wagtail_easycars_syncrun", "wagtail_easycars_synclease"})


@dataclass(frozen=True)
class Verdict:
    """``figure`` and ``limit`` are as they are shown."""

    promise: str
    figure: str
    limit: str
    is_met: bool


def judge(results: Results) -> list[Verdict]:
    """Return a verdict for each promise that ``results`` can decide."""
    return [
        *unchanged_speed(results),
        unchanged_queries(results),
        unchanged_writes(results),
        cold_against_loop(results),
        *cold_against_bare_rows(results),
        *growth(results),
    ]


def unchanged_speed(results: Results) -> Iterator[Verdict]:
    for size in results.sizes:
        ratio = results.ratio("unchanged", "floor", size)
        yield at_most(f"unchanged feed against the floor, {size:,}", ratio, UNCHANGED_TO_FLOOR)


def unchanged_queries(results: Results) -> Verdict:
    rounds = [each for size in results.sizes for each in results.rounds("unchanged", size)]
    counts = {each.queries for each in rounds}
    counts |= {each.facts["queries_for_a_small_stock"] for each in rounds}
    figure = ", ".join(map(str, sorted(counts)))
    return Verdict("unchanged feed, queries at every size", figure, "one number", len(counts) == 1)


def unchanged_writes(results: Results) -> Verdict:
    rounds = [each for size in results.sizes for each in results.rounds("unchanged", size)]
    others = {table for each in rounds for table in each.written_rows} - OWN_TABLES
    figure = ", ".join(sorted(others)) or "none"
    promise = "unchanged feed, tables written but the run's and its lease's"
    return Verdict(promise, figure, "none", not others)


def cold_against_loop(results: Results) -> Verdict:
    loop = results.find("loop")
    assert loop is not None
    size = results.sizes[0]
    ratio = (loop.seconds / loop.size) / (results.seconds("cold", size) / size)
    promise = f"cold import with pages, times faster than the loop, {size:,}"
    return Verdict(promise, f"{ratio:.1f} x", f"at least {LOOP_TO_COLD:g} x", ratio >= LOOP_TO_COLD)


def cold_against_bare_rows(results: Results) -> Iterator[Verdict]:
    for size in results.sizes:
        ratio = results.ratio("cold", "bare_rows", size)
        yield at_most(f"cold import against a bare bulk_create, {size:,}", ratio, COLD_TO_BARE_ROWS)


def growth(results: Results) -> Iterator[Verdict]:
    """A single size cannot grow."""
    if len(results.sizes) == 1:
        return
    span = f"an item at {results.sizes[-1]:,} against {results.sizes[0]:,}"
    yield at_most(f"unchanged feed, {span}", results.growth("unchanged"), UNCHANGED_GROWTH)
    yield at_most(f"cold import, {span}", results.growth("cold"), COLD_GROWTH)


def at_most(promise: str, ratio: float, limit: float) -> Verdict:
    return Verdict(promise, f"{ratio:.2f} x", f"at most {limit:g} x", ratio <= limit)

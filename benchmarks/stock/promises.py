"""What the package promises, and whether the results keep it.

Promises are judged by processor time: everything compared is work of one process with a database
within it, and the wall clock of a busy machine says more about its other work.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.stock.results import Ratio, Results

UNCHANGED_TO_FLOOR = 1.5
LOOP_TO_COLD = 50.0
COLD_TO_BARE_ROWS = 4.0
UNCHANGED_GROWTH = 1.2
COLD_GROWTH = 1.5
# A run's bookkeeping: what it did, who may write, and how it ended, for the schedule.
OWN_TABLES = frozenset(
    {
        "wagtail_easycars_syncrun",
        "wagtail_easycars_synclease",
        "wagtail_easycars_syncschedule",
    }
)


@dataclass(frozen=True)
class Verdict:
    """``figure`` and ``limit`` are as they are shown, ``by_the_clock`` a ratio by wall clock.

    ``excess`` says by how much the promise is missed: 0.1 for a tenth; at most 0 where it is met.
    """

    promise: str
    figure: str
    limit: str
    excess: float
    by_the_clock: str = ""

    @property
    def is_met(self) -> bool:
        return self.excess <= 0

    def is_nearly_met(self, tolerance: float) -> bool:
        """Return whether noise may be to blame: what is counted, and not measured, has none."""
        return self.excess <= (tolerance if self.by_the_clock else 0)


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
    excess = float(len(counts) - 1)
    return Verdict("unchanged feed, queries at every size", figure, "one number", excess)


def unchanged_writes(results: Results) -> Verdict:
    rounds = [each for size in results.sizes for each in results.rounds("unchanged", size)]
    others = {table for each in rounds for table in each.written_rows} - OWN_TABLES
    figure = ", ".join(sorted(others)) or "none"
    promise = "unchanged feed, tables written but the run's bookkeeping"
    return Verdict(promise, figure, "none", float(len(others)))


def cold_against_loop(results: Results) -> Verdict:
    loop = results.find("loop")
    assert loop is not None
    size = results.sizes[0]
    ratio = results.ratio_of_items("loop", loop.size, "cold", size)
    promise = f"cold import with pages, times faster than the loop, {size:,}"
    limit = f"at least {LOOP_TO_COLD:g} x"
    return Verdict(
        promise=promise,
        figure=f"{ratio.cpu:.1f} x",
        by_the_clock=f"{ratio.wall:.1f} x",
        limit=limit,
        excess=LOOP_TO_COLD / ratio.cpu - 1,
    )


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


def at_most(promise: str, ratio: Ratio, limit: float) -> Verdict:
    return Verdict(
        promise=promise,
        figure=f"{ratio.cpu:.2f} x",
        by_the_clock=f"{ratio.wall:.2f} x",
        limit=f"at most {limit:g} x",
        excess=ratio.cpu / limit - 1,
    )

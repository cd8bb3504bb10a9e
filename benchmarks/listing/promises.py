"""What the package promises of its listing, and whether the results keep it."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.listing.results import Results
from benchmarks.listing.states import AGAIN, KNOWN_STOCK, STATES, VIEWS, WORD
from benchmarks.stock.promises import Verdict, at_most
from benchmarks.stock.results import Ratio

GROWTH = 2.0


def judge(results: Results) -> list[Verdict]:
    """Return a verdict for each promise that ``results`` can decide."""
    return [*growth(results), *queries(results)]


def growth(results: Results) -> Iterator[Verdict]:
    """A single size cannot grow; words are looked for in the database, in all vehicles."""
    small, *_between, large = [results.sizes[0], *results.sizes]
    if small == large:
        return
    for view in (KNOWN_STOCK, AGAIN):
        for state in (state for state in STATES if state != WORD):
            ratio = Ratio(
                cpu=results.milliseconds(state, view, large)
                / results.milliseconds(state, view, small),
                wall=results.milliseconds_by_the_clock(state, view, large)
                / results.milliseconds_by_the_clock(state, view, small),
            )
            yield at_most(f"{state}, {view}, {large:,} against {small:,}", ratio, GROWTH)


def queries(results: Results) -> Iterator[Verdict]:
    for view in VIEWS:
        grown = [
            state
            for state in STATES
            if len({results.queries(state, view, size) for size in results.sizes}) > 1
        ]
        figure = ", ".join(grown) or "none"
        promise = f"states whose queries differ by size, {view}"
        yield Verdict(promise, figure, "none", float(len(grown)))

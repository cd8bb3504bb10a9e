"""What the package promises of an enquiry, and whether the results keep it."""

from __future__ import annotations

from statistics import median

from benchmarks.enquiry.names import BARE, OURS
from benchmarks.measurement import Measurement
from benchmarks.stock.promises import Verdict, at_most
from benchmarks.stock.results import Ratio

TIMES, MORE_QUERIES = 2.0, 5


def judge(measurements: list[Measurement]) -> list[Verdict]:
    """Return a verdict on the time of an enquiry, and one on its queries."""
    ratio = Ratio(
        cpu=milliseconds(measurements, OURS) / milliseconds(measurements, BARE),
        wall=by_the_clock(measurements, OURS) / by_the_clock(measurements, BARE),
    )
    more = most_queries(measurements, OURS) - most_queries(measurements, BARE)
    promise = "queries of an enquiry more than a bare form's"
    limit = f"at most {MORE_QUERIES}"
    return [
        at_most("an enquiry against a bare form", ratio, TIMES),
        Verdict(promise, str(more), limit, float(max(0, more - MORE_QUERIES))),
    ]


def milliseconds(measurements: list[Measurement], name: str) -> float:
    """Return the median of the processor time."""
    return 1000 * median(each.cpu_seconds for each in measurements if each.name == name)


def by_the_clock(measurements: list[Measurement], name: str) -> float:
    return 1000 * median(each.seconds for each in measurements if each.name == name)


def most_queries(measurements: list[Measurement], name: str) -> int:
    return max(each.queries for each in measurements if each.name == name)

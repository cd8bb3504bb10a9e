"""The benchmark of the enquiry tells a promise that is kept from one that is not."""

from __future__ import annotations

from benchmarks.enquiry.names import BARE, OURS
from benchmarks.enquiry.promises import judge
from benchmarks.measurement import Measurement

from .results import measurement


def enquiries(*, ours: float, bare: float, queries: int) -> list[Measurement]:
    return [measurement(OURS, 1, ours, queries=queries), measurement(BARE, 1, bare, queries=1)]


def broken_promises(measurements: list[Measurement]) -> list[str]:
    return [verdict.promise for verdict in judge(measurements) if not verdict.is_met]


def test_an_enquiry_of_twice_the_time_and_five_queries_more_keeps_both():
    assert broken_promises(enquiries(ours=0.02, bare=0.01, queries=6)) == []


def test_a_slower_one_breaks_a_promise():
    assert broken_promises(enquiries(ours=0.021, bare=0.01, queries=6)) == [
        "an enquiry against a bare form"
    ]


def test_one_with_more_queries_breaks_a_promise():
    assert broken_promises(enquiries(ours=0.02, bare=0.01, queries=7)) == [
        "queries of an enquiry more than a bare form's"
    ]


def test_one_slow_answer_among_many_breaks_none():
    usual = enquiries(ours=0.02, bare=0.01, queries=6) * 3
    assert broken_promises([*usual, measurement(OURS, 1, 5.0, queries=6)]) == []

"""What the benchmark of pictures says of results that keep its promises, or break one."""

from __future__ import annotations

import pytest

from benchmarks.images.promises import judge
from benchmarks.measurement import Measurement

LATENCY = 0.2
SIZE = 1000
DECODING = 10.0
# 1,000 pictures at 200 ms with 8 connections.
IDEAL = 25.0


def measurement(name, size, seconds, *, peak_bytes=200_000_000, queries=19, requests=0):
    facts = {"unchanged_queries": queries, "unchanged_requests": requests}
    return Measurement(name, size, seconds, seconds, peak_bytes, 1, {}, facts=facts)


def results_of(*stored):
    decoded = [measurement("decode", each.size, DECODING) for each in stored]
    return {(each.name, each.size): each for each in (*stored, *decoded)}


def verdicts(*stored, memory=()):
    by_size = {each.size: each for each in memory}
    return [verdict.is_met for verdict in judge(results_of(*stored), by_size, LATENCY)]


@pytest.mark.parametrize(("too_long", "is_met"), [(-0.1, True), (0.1, False)])
def test_the_time_beside_decoding_is_held_against_the_ideal(too_long, is_met):
    stored = measurement("store", SIZE, 1.15 * IDEAL + DECODING + too_long)
    assert verdicts(stored) == [is_met, True, True]


def test_a_request_for_an_unchanged_gallery_breaks_a_promise():
    assert verdicts(measurement("store", SIZE, 30, requests=1)) == [True, False, True]


def test_queries_that_grow_break_a_promise():
    small, large = measurement("store", 200, 5), measurement("store", SIZE, 30, queries=20)
    assert verdicts(small, large) == [True, True, True, False]


@pytest.mark.parametrize(("growth", "is_met"), [(1.19, True), (1.21, False)])
def test_memory_may_grow_by_a_fifth(growth, is_met):
    peaks = {500: 100_000_000, 5000: int(100_000_000 * growth)}
    memory = [measurement("store", size, 1, peak_bytes=peak) for size, peak in peaks.items()]
    assert verdicts(measurement("store", SIZE, 30), memory=memory)[-1] is is_met

"""The benchmark tells a promise that is kept from one that is not."""

from __future__ import annotations

import pytest

from benchmarks.stock.promises import Verdict, judge
from benchmarks.stock.results import Results

from .results import LARGE, SMALL, UNCHANGED, good_measurements, measurement, replaced, unchanged


def broken_promises(results: Results) -> list[str]:
    return [verdict.promise for verdict in judge(results) if not verdict.is_met]


def test_good_results_keep_every_promise():
    assert broken_promises(Results(good_measurements())) == []


def test_an_unchanged_feed_slower_than_the_floor_allows_breaks_a_promise():
    results = replaced(measurement("floor", SMALL, 0.00003))
    assert broken_promises(results) == ["unchanged feed against the floor, 1,000"]


@pytest.mark.parametrize("queries", [14, 60])
def test_queries_that_grow_with_the_stock_break_a_promise(queries):
    results = replaced(unchanged(LARGE, queries=queries))
    assert broken_promises(results) == ["unchanged feed, queries at every size"]


def test_queries_are_compared_with_those_of_a_small_stock_where_one_size_was_measured():
    only_one = [each for each in good_measurements((SMALL,)) if each.name != "unchanged"]
    results = Results([*only_one, unchanged(SMALL, queries=14)])
    assert broken_promises(results) == ["unchanged feed, queries at every size"]


def test_a_write_to_a_vehicle_of_an_unchanged_feed_breaks_a_promise():
    written = {"wagtail_easycars_syncrun": 3, "wagtail_easycars_vehicle": 1}
    (verdict,) = [
        verdict
        for verdict in judge(replaced(unchanged(SMALL, written_rows=written)))
        if not verdict.is_met
    ]
    assert verdict.figure == "wagtail_easycars_vehicle"


def test_an_import_less_than_fifty_times_faster_than_the_loop_breaks_a_promise():
    results = replaced(measurement("loop", 200, 0.049))
    assert broken_promises(results) == ["cold import with pages, times faster than the loop, 1,000"]


def test_an_import_slower_than_four_bare_bulk_creates_breaks_a_promise():
    results = replaced(measurement("bare_rows", LARGE, 0.0002))
    assert broken_promises(results) == ["cold import against a bare bulk_create, 50,000"]


def test_an_unchanged_feed_that_costs_more_an_item_as_it_grows_breaks_a_promise():
    results = replaced(unchanged(LARGE, 0.000074))
    assert broken_promises(results) == ["unchanged feed, an item at 50,000 against 1,000"]


def test_growth_is_not_judged_where_one_size_was_measured():
    promises = [verdict.promise for verdict in judge(Results(good_measurements((SMALL,))))]
    assert not [promise for promise in promises if "an item at" in promise]


def test_a_ratio_compares_what_was_measured_in_turn():
    slow_round = [measurement("floor", SMALL, 0.0005), unchanged(SMALL, 0.0006)]
    quick_rounds = [measurement("floor", SMALL, 0.00005), unchanged(SMALL, 0.00006)] * 2
    results = Results([*slow_round, *quick_rounds])
    assert results.ratio("unchanged", "floor", SMALL).cpu == pytest.approx(1.2)


def test_a_busy_machine_does_not_break_a_promise():
    slow_by_the_clock = unchanged(SMALL, UNCHANGED)
    slow_by_the_clock.seconds *= 3
    assert broken_promises(replaced(slow_by_the_clock)) == []


def test_noise_is_tolerated_in_what_is_measured_and_never_in_what_is_counted():
    measured = Verdict("speed", "1.6 x", "at most 1.5 x", 0.07, by_the_clock="1.6 x")
    assert not measured.is_met
    assert measured.is_nearly_met(0.1)
    assert not measured.is_nearly_met(0.05)
    counted = Verdict("queries", "13, 14", "one number", 0.07)
    assert not counted.is_nearly_met(0.1)

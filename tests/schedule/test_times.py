"""When a schedule is due, over a change of the clock and for many sites."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from wagtail_easycars.forms.texts import parse_schedule
from wagtail_easycars.schedule.times import TIMES_SPREAD_OVER, get_next_time, get_share

SYDNEY = ZoneInfo("Australia/Sydney")


def due_times(text, start, count, *, zone=SYDNEY, share=0.0):
    times = []
    for _ in range(count):
        start = get_next_time(parse_schedule(text), zone, share, start)
        times.append(start)
    return times


def local(times):
    return [f"{time.astimezone(SYDNEY):%d %H:%M %z}" for time in times]


def test_times_of_day_are_those_of_the_sites_clock():
    start = datetime(2026, 6, 1, 7, 0, tzinfo=SYDNEY)
    assert local(due_times("06:00,12:30", start, 3)) == [
        "01 12:30 +1000",
        "02 06:00 +1000",
        "02 12:30 +1000",
    ]


def test_a_time_that_has_come_is_not_due_again_in_the_same_moment():
    start = datetime(2026, 6, 1, 6, 0, tzinfo=SYDNEY)
    assert local(due_times("06:00", start, 1)) == ["02 06:00 +1000"]


def test_a_time_of_day_stays_where_it_is_when_the_clock_changes():
    """In Sydney the clock goes forward on 4 October 2026 and back on 5 April 2026."""
    spring = datetime(2026, 10, 3, 0, 0, tzinfo=SYDNEY)
    assert local(due_times("06:00", spring, 2)) == ["03 06:00 +1000", "04 06:00 +1100"]
    autumn = datetime(2026, 4, 4, 0, 0, tzinfo=SYDNEY)
    assert local(due_times("06:00", autumn, 2)) == ["04 06:00 +1100", "05 06:00 +1000"]


def test_a_time_that_the_clock_skips_is_due_once():
    start = datetime(2026, 10, 3, 12, 0, tzinfo=SYDNEY)
    assert local(due_times("02:30", start, 2)) == ["04 03:30 +1100", "05 02:30 +1100"]


def test_a_time_that_the_clock_shows_twice_is_due_once():
    start = datetime(2026, 4, 4, 12, 0, tzinfo=SYDNEY)
    assert local(due_times("02:30", start, 2)) == ["05 02:30 +1100", "06 02:30 +1000"]


@pytest.mark.parametrize("text", ["15m", "1h", "7h", "24h"])
@pytest.mark.parametrize("month", [4, 10])
def test_an_interval_is_of_the_same_length_when_the_clock_changes(text, month):
    start = datetime(2026, month, 3, 12, 0, tzinfo=SYDNEY)
    interval = parse_schedule(text).interval
    times = due_times(text, start, 6, share=0.3)
    assert {later - earlier for earlier, later in pairwise(times)} == {interval}
    assert timedelta() < times[0] - start <= interval


def test_an_interval_does_not_move_when_it_is_reckoned_at_another_moment():
    start = datetime(2026, 6, 1, tzinfo=UTC)
    [due] = due_times("1h", start, 1, share=0.4)
    for seconds in (1, 600, (due - start).total_seconds() - 1):
        assert due_times("1h", start + timedelta(seconds=seconds), 1, share=0.4) == [due]


def test_many_sites_are_spread_over_the_interval():
    start = datetime(2026, 6, 1, tzinfo=UTC)
    minutes = [0] * 60
    for site_id in range(1, 1001):
        [due] = due_times("1h", start, 1, share=get_share(site_id, "stock"))
        minutes[(due - start).seconds // 60 % 60] += 1
    assert min(minutes) > 0
    assert max(minutes) < 1000 / 60 * 2.5


def test_many_sites_with_one_time_of_day_are_spread_over_a_few_minutes():
    start = datetime(2026, 6, 1, 0, 0, tzinfo=SYDNEY)
    six = datetime(2026, 6, 1, 6, 0, tzinfo=SYDNEY)
    delays = [
        due_times("06:00", start, 1, share=get_share(site_id, "stock"))[0] - six
        for site_id in range(1, 1001)
    ]
    assert timedelta() <= min(delays) < timedelta(seconds=10)
    assert TIMES_SPREAD_OVER - timedelta(seconds=10) < max(delays) < TIMES_SPREAD_OVER


def test_a_delay_that_reaches_into_the_next_day_leaves_no_time_out():
    start = datetime(2026, 6, 1, 23, 58, 30, tzinfo=SYDNEY)
    assert local(due_times("23:58", start, 2, share=0.5)) == ["02 00:00 +1000", "03 00:00 +1000"]


def test_the_kinds_of_one_site_are_not_due_at_one_moment():
    assert get_share(1, "stock") != get_share(1, "leads")

"""When a schedule is due next. Nothing here reads a clock or the database."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from wagtail_easycars.forms.texts import Schedule

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
# Over how long sites that name the same time of day are spread.
TIMES_SPREAD_OVER = timedelta(minutes=5)


def get_next_time(schedule: Schedule, zone: ZoneInfo, share: float, after: datetime) -> datetime:
    """Return when ``schedule`` is due next, later than ``after``, in UTC.

    ``share`` (0 to 1, less than 1) says by which part of the interval, or of a few minutes after a
    time of day, this one comes later than others. A time of day that the clock skips in spring is
    due as long after midnight as on any other day; one that it shows twice in autumn is due at the
    first.
    """
    if schedule.interval is None:
        delay = share * TIMES_SPREAD_OVER
        return min(at for at in _times_around(schedule, zone, after, delay) if at > after)
    first = EPOCH + share * schedule.interval
    intervals_passed = (after - first) // schedule.interval
    return first + (intervals_passed + 1) * schedule.interval


def _times_around(
    schedule: Schedule, zone: ZoneInfo, after: datetime, delay: timedelta
) -> Iterator[datetime]:
    today = after.astimezone(zone).date()
    for days in (-1, 0, 1, 2):
        for time in schedule.times:
            local = datetime.combine(today + timedelta(days=days), time, tzinfo=zone)
            yield local.astimezone(UTC) + delay


def get_share(site_id: int, kind: str) -> float:
    """Return a number from 0 to less than 1 that is this site's and kind's own, and stays so."""
    digest = hashlib.sha256(f"{site_id}:{kind}".encode()).digest()
    return int.from_bytes(digest[:6]) / 2**48

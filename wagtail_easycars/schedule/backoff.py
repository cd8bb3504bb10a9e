"""How long the schedule leaves a site alone that fails."""

from __future__ import annotations

import random
from datetime import timedelta

from wagtail_easycars.forms.texts import Schedule

BASE_FOR_TIMES = timedelta(minutes=15)
LONGEST_BASE = timedelta(hours=1)
LONGEST_WAIT = timedelta(days=1)
# 2 to the power of this is more than the longest wait holds of the shortest interval, a minute.
MOST_DOUBLINGS = 11


def get_wait(failures: int, schedule: Schedule | None) -> timedelta:
    """Return how long to wait after so many failures in a row (at least 1), up to a day.

    Each wait is longer than the one before, until it is a day. It begins with the interval, or an
    hour where that is longer, or a quarter of an hour for times of day. It is jittered, so that
    sites that failed together do not come back together.
    """
    base = min(_get_base(schedule), LONGEST_BASE)
    doubled: timedelta = base * 2 ** min(failures - 1, MOST_DOUBLINGS)
    # From once to twice, so that also the shortest of these is no shorter than the longest before.
    return min(doubled * random.uniform(1, 2), LONGEST_WAIT)  # noqa: S311


def _get_base(schedule: Schedule | None) -> timedelta:
    if schedule is None or schedule.interval is None:
        return BASE_FOR_TIMES
    return schedule.interval

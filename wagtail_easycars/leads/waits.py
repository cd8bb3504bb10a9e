"""How long to wait until something is tried again."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

BASE_SECONDS = 30.0
LONGEST_SECONDS = 3600.0
# So far apart the clocks of a site's machines may be. What lies further ahead than it can was set
# by a clock that was wrong, and would keep a lead for as long as that was wrong by.
CLOCKS_DIFFER_BY = timedelta(hours=1)


def next_try(attempts: int) -> datetime:
    """Return when to try again after ``attempts`` attempts, the first of which is 1.

    Anywhere between now and a time that doubles with each attempt up to an hour ('full jitter'), so
    that what failed together does not come back together.
    """
    longest = min(BASE_SECONDS * 2 ** min(attempts - 1, 20), LONGEST_SECONDS)
    return timezone.now() + timedelta(seconds=random.uniform(0, longest))  # noqa: S311


def is_over(field: str, now: datetime | None = None) -> Q:
    """Return the condition that the wait until ``field`` is over at ``now``, or is none.

    One that is longer than any wait was set by a clock that was wrong, and counts as over.
    """
    now = now or timezone.now()
    until_now = Q(**{field: None}) | Q(**{f"{field}__lte": now})
    return until_now | Q(**{f"{field}__gt": _get_latest(now)})


def is_waiting(until: datetime | None) -> bool:
    """Return whether the wait ``until`` then is not over yet, as ``is_over()`` reckons."""
    now = timezone.now()
    return until is not None and now < until <= _get_latest(now)


def _get_latest(now: datetime) -> datetime:
    return now + timedelta(seconds=LONGEST_SECONDS) + CLOCKS_DIFFER_BY

"""How long to wait until something is tried again."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from django.utils import timezone

BASE_SECONDS = 30.0
LONGEST_SECONDS = 3600.0


def next_try(attempts: int) -> datetime:
    """Return when to try again after ``attempts`` attempts, the first of which is 1.

    Anywhere between now and a time that doubles with each attempt up to an hour ('full jitter'), so
    that what failed together does not come back together.
    """
    longest = min(BASE_SECONDS * 2 ** min(attempts - 1, 20), LONGEST_SECONDS)
    return timezone.now() + timedelta(seconds=random.uniform(0, longest))  # noqa: S311

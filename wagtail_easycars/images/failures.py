"""What becomes of an address whose picture could not be had or kept."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from wagtail_easycars.images.claims import Task
from wagtail_easycars.models import ImageSource, SyncChange, SyncRun, Vehicle

FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(days=1)
# Twice as long after each attempt, this often at most: by then it is longer than LONGEST_WAIT.
DOUBLINGS = 10


def get_longest_wait(attempts: int) -> timedelta:
    """Return how long an address waits at most after so many failed attempts (from 1 on)."""
    return min(FIRST_WAIT * 2 ** min(attempts - 1, DOUBLINGS), LONGEST_WAIT)


def defer(task: Task, reason: str, now: datetime) -> None:
    """Record a failed attempt and how long to wait; what the address gave before stays.

    The wait is any part of the longest one, so that not all come back in the same moment.
    """
    source = ImageSource.objects.filter(pk=task.source_id)
    free = {"claimed_by": None, "claimed_until": None, "last_attempt_at": now}
    if task.is_stored:
        source.update(**free)
        return
    attempts = task.attempts + 1
    wait = get_longest_wait(attempts) * random.random()  # noqa: S311
    source.update(attempts=attempts, last_error=reason, next_attempt_at=now + wait, **free)


def postpone(task: Task, now: datetime) -> None:
    """Leave the address to a later run, which is no failure of its own."""
    ImageSource.objects.filter(pk=task.source_id).update(
        claimed_by=None, claimed_until=None, next_attempt_at=now + FIRST_WAIT
    )


def release(task: Task) -> None:
    """Let any run have the address of ``task``, as if nobody had tried."""
    ImageSource.objects.filter(pk=task.source_id).update(claimed_by=None, claimed_until=None)


def as_change(run: SyncRun, task: Task, reason: str, vehicle: Vehicle) -> SyncChange:
    """Return what the history shows of a picture that failed; it is not saved yet."""
    return SyncChange(
        run=run,
        action=SyncChange.Action.FAILED,
        vehicle=vehicle,
        reference=vehicle.stock_number,
        title=vehicle.title[:255],
        after={"url": task.url},
        error=reason,
    )

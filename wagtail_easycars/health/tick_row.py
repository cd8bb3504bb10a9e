"""What is remembered of ticks: when one came last, and what they could not do. One row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from wagtail_easycars.models import Tick

# The only row of its table.
TICK_ID = 1


def note_beginning(now: datetime) -> None:
    if not Tick.objects.filter(pk=TICK_ID).update(began_at=now):
        Tick.objects.bulk_create([Tick(pk=TICK_ID, began_at=now)], ignore_conflicts=True)


def note_work(now: datetime, failed: list[str], telling: Iterable[str]) -> None:
    """Note which steps have ``failed`` before troubles are looked for, so that these are told too.

    The steps in ``telling`` are yet to be done: those that failed the last time still count.
    """
    row = Tick.objects.filter(pk=TICK_ID).first()
    before = row.failed_steps if row else []
    if failed or before:
        _note_failed(now, [*failed, *(step for step in telling if step in before)])


def note_end(now: datetime, end: datetime, failed: list[str]) -> None:
    """Note that a tick came to its ``end``, and which steps it could not do."""
    _note_failed(now, failed, finished_at=end)


def _note_failed(now: datetime, failed: list[str], **values: datetime) -> None:
    row = Tick.objects.filter(pk=TICK_ID)
    if not failed:
        row.update(failed_steps=[], failing_since=None, **values)
        return
    row.update(failed_steps=failed, **values)
    row.filter(failing_since=None).update(failing_since=now)

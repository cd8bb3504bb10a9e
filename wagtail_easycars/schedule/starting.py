"""Starts the runs that are due, the longest overdue first."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from wagtail_easycars.models import SyncRun, SyncSchedule
from wagtail_easycars.runs.lifecycle import create_run
from wagtail_easycars.runs.queue import enqueue_run
from wagtail_easycars.schedule.reckoning import get_next_due

logger = logging.getLogger("wagtail_easycars")


def start_due_runs(now: datetime) -> list[SyncRun]:
    """Queue a run for each schedule that is due, and return these runs.

    None is queued beside one of the same site and kind that waits or is at work: what is due stays
    so until that has ended. Of two calls at one moment only one queues a run.
    """
    begun = (_begin(row, now) for row in _get_due(now))
    return [run for run in begun if run is not None]


def _get_due(now: datetime) -> list[SyncSchedule]:
    unfinished = SyncRun.objects.filter(
        status__in=SyncRun.UNFINISHED, site=OuterRef("site"), kind=OuterRef("kind")
    )
    due = SyncSchedule.objects.filter(~Exists(unfinished), next_due_at__lte=now, is_stopped=False)
    return list(due.exclude(schedule="").select_related("site").order_by("next_due_at", "pk"))


def _begin(row: SyncSchedule, now: datetime) -> SyncRun | None:
    with transaction.atomic():
        taken = SyncSchedule.objects.filter(
            pk=row.pk, next_due_at=row.next_due_at, is_stopped=False
        ).update(next_due_at=get_next_due(row, now))
        if not taken:
            return None
        run = create_run(row.site, row.kind, trigger=SyncRun.Trigger.SCHEDULE)
        enqueue_run(run)
    return run

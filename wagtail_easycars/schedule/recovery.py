"""Finds what a death left behind: runs whose process is gone, and runs that the queue has lost."""

from __future__ import annotations

from datetime import datetime, timedelta

from wagtail_easycars.conf import app_settings
from wagtail_easycars.models import SyncLease, SyncRun
from wagtail_easycars.runs.lease import is_alive, take_away
from wagtail_easycars.runs.lifecycle import end_as_interrupted
from wagtail_easycars.runs.queue import enqueue_again, get_last_told, is_queue_empty, is_queue_used

# How long a run may wait that no message in the queue can be about, and how long any other.
LOST_AFTER = timedelta(minutes=2)
SURELY_LOST_AFTER = timedelta(hours=1)


def end_dead_runs(now: datetime) -> list[SyncRun]:
    """Record of each run whose process has died that it was interrupted, and return these runs.

    The schedule then counts it as a failure, so that a run that kills its worker waits ever longer.
    """
    running = list(SyncRun.objects.filter(status=SyncRun.Status.RUNNING).select_related("site"))
    leases = {lease.run_id: lease for lease in SyncLease.objects.filter(run__in=running)}
    return [run for run in running if _end_if_dead(run, leases.get(run.pk), now)]


def _end_if_dead(run: SyncRun, lease: SyncLease | None, now: datetime) -> bool:
    if may_be_alive(run, lease, now):
        return False
    # It may be silent only; then it must not go on writing once this says that it has ended.
    if lease is not None and lease.holder and not take_away(lease):
        return False
    return end_as_interrupted(run)


def may_be_alive(run: SyncRun, lease: SyncLease | None, now: datetime) -> bool:
    """Return whether ``run``, which is said to be at work under ``lease``, may still be."""
    if lease is not None and lease.holder:
        return is_alive(lease, now)
    # It has no lease yet, or no more: it is about to begin, or to end.
    last_sign = run.heartbeat_at or run.started_at or run.queued_at
    return last_sign > now - timedelta(seconds=app_settings.LEASE_SECONDS)


def enqueue_lost_runs(now: datetime) -> list[SyncRun]:
    """Queue the runs again that wait and that the queue does not know of, and return them.

    One that the queue did know of after all does nothing the second time. Without a queue, whoever
    carries out what waits finds them.
    """
    if not is_queue_used():
        return []
    waiting = SyncRun.objects.filter(status=SyncRun.Status.QUEUED, queued_at__lt=now - LOST_AFTER)
    lost = [run for run in waiting.order_by("pk") if get_last_told(run) < now - LOST_AFTER]
    if lost and not is_queue_empty():
        lost = [run for run in lost if get_last_told(run) < now - SURELY_LOST_AFTER]
    return [run for run in lost if enqueue_again(run, now)]

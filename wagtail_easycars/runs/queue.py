"""The one place that knows the job queue."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db import transaction
from django_q.brokers import get_broker
from django_q.conf import Conf
from django_q.tasks import async_task

from wagtail_easycars.conf import app_settings
from wagtail_easycars.models import SyncRun

# The part of a task's time that a run may use; it takes the rest to end well.
USABLE_TIME = 0.8

_is_left_alone: ContextVar[bool] = ContextVar("is_left_alone", default=False)


@contextmanager
def without_queue() -> Iterator[None]:
    """Queue nothing while the body runs, which carries out by itself what waits."""
    token = _is_left_alone.set(True)
    try:
        yield
    finally:
        _is_left_alone.reset(token)


def is_queue_used() -> bool:
    """Return whether workers of the job queue are to be told what there is to do."""
    return app_settings.USE_JOB_QUEUE and not _is_left_alone.get()


def is_queue_empty() -> bool:
    """Return whether no message waits for a worker; raises whatever a queue that is down does."""
    return not get_broker().queue_size()


def get_time_limit() -> float | None:
    """Return for how many seconds a run may work before the queue stops it; ``None`` is forever."""
    return Conf.TIMEOUT * USABLE_TIME if Conf.TIMEOUT else None


def enqueue_run(run: SyncRun) -> None:
    """Have a worker carry out ``run`` once the transaction has committed.

    The queue only wakes a worker: what is to be done is in ``run``'s row, so losing or doubling the
    message loses or doubles nothing. A queue that is down is logged, and the run stays queued.
    """
    if not is_queue_used():
        return
    transaction.on_commit(
        lambda: async_task("wagtail_easycars.tasks.carry_out_run", run.pk, ack_failure=True),
        robust=True,
    )


def get_last_told(run: SyncRun) -> datetime:
    """Return when ``run`` was last put into the queue."""
    return run.requeued_at or run.queued_at


def enqueue_again(run: SyncRun, now: datetime) -> bool:
    """Queue ``run`` again if it still waits; return ``False`` where somebody else just did."""
    unchanged = SyncRun.objects.filter(
        pk=run.pk, status=SyncRun.Status.QUEUED, requeued_at=run.requeued_at
    )
    if not unchanged.update(requeued_at=now):
        return False
    enqueue_run(run)
    return True


def enqueue_delivery(site_id: int) -> None:
    """Have a worker deliver what is due of the site's leads, at once.

    Call it once the leads are committed. Raises whatever the queue does where it is down.
    """
    if not is_queue_used():
        return
    async_task("wagtail_easycars.tasks.deliver_leads", site_id, ack_failure=True)


def enqueue_housekeeping(site_id: int) -> None:
    """Have a worker give up what the site has kept for long enough, at once.

    Raises whatever the queue does where it is down.
    """
    if not is_queue_used():
        return
    async_task("wagtail_easycars.tasks.tidy_up", site_id, ack_failure=True)

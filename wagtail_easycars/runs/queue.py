"""The one place that knows the job queue."""

from __future__ import annotations

from django.db import transaction
from django_q.conf import Conf
from django_q.tasks import async_task

from wagtail_easycars.models import SyncRun

# The part of a task's time that a run may use; it takes the rest to end well.
USABLE_TIME = 0.8


def get_time_limit() -> float | None:
    """Return for how many seconds a run may work before the queue stops it; ``None`` is forever."""
    return Conf.TIMEOUT * USABLE_TIME if Conf.TIMEOUT else None


def enqueue_run(run: SyncRun) -> None:
    """Have a worker carry out ``run`` once the transaction has committed.

    The queue only wakes a worker: what is to be done is in ``run``'s row, so losing or doubling the
    message loses or doubles nothing. A queue that is down is logged, and the run stays queued.
    """
    transaction.on_commit(
        lambda: async_task("wagtail_easycars.tasks.carry_out_run", run.pk, ack_failure=True),
        robust=True,
    )


def enqueue_delivery(site_id: int) -> None:
    """Have a worker deliver what is due of the site's leads, at once.

    Call it once the leads are committed. Raises whatever the queue does where it is down.
    """
    async_task("wagtail_easycars.tasks.deliver_leads", site_id, ack_failure=True)

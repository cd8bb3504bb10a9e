"""The one place that knows the job queue."""

from __future__ import annotations

from django.db import transaction
from django_q.tasks import async_task

from wagtail_easycars.models import SyncRun


def enqueue_run(run: SyncRun) -> None:
    """Have a worker carry out ``run`` once the transaction has committed.

    The queue only wakes a worker: what is to be done is in ``run``'s row, so losing or doubling the
    message loses or doubles nothing.
    """
    transaction.on_commit(
        lambda: async_task("wagtail_easycars.tasks.carry_out_run", run.pk, ack_failure=True)
    )

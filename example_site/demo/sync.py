"""Has the job queue synchronise the demo's sites, as the admin's button does, and watches it."""

from __future__ import annotations

import time
from collections.abc import Callable

from wagtail.models import Site

from demo.errors import DemoError
from wagtail_easycars.management.progress import progress_bar
from wagtail_easycars.models import ImageSource, SyncRun
from wagtail_easycars.runs.lifecycle import create_run
from wagtail_easycars.runs.queue import enqueue_run

TIMEOUT_SECONDS = 180
POLL_SECONDS = 0.2
UNFINISHED = (SyncRun.Status.QUEUED, SyncRun.Status.RUNNING)


def forget_waits() -> None:
    """Let pictures that failed be tried at once: a demo that was killed took its sandbox along."""
    ImageSource.objects.filter(stored_image=None).update(attempts=0, next_attempt_at=None)


def queue_stock_run(site: Site) -> SyncRun:
    run = create_run(site, SyncRun.Kind.STOCK, trigger=SyncRun.Trigger.COMMAND)
    enqueue_run(run)
    return run


def wait_for(run: SyncRun, *, check_cluster: Callable[[], None]) -> SyncRun:
    """Return ``run`` once it has ended well, with a progress bar meanwhile on a terminal.

    Raises ``DemoError`` where it failed, or the queue did not carry it out in time.
    """
    deadline = time.monotonic() + TIMEOUT_SECONDS
    with progress_bar(run, visible=True) as show:
        while run.status in UNFINISHED:
            if time.monotonic() > deadline:
                raise DemoError(_overdue(run))
            check_cluster()
            time.sleep(POLL_SECONDS)
            run = _reload(run)
            show(run)
    if run.status == SyncRun.Status.FAILED:
        raise DemoError(f"The sync of {run.site.hostname} failed: {run.error}")
    return run


def _reload(run: SyncRun) -> SyncRun:
    current = SyncRun.objects.select_related("site").filter(pk=run.pk).first()
    # A run that meets another one under way gives up its place; that is one of an earlier demo,
    # which was interrupted and is being finished.
    return current or queue_stock_run(run.site)


def _overdue(run: SyncRun) -> str:
    return (
        f"The job queue has not finished the sync of {run.site.hostname} after {TIMEOUT_SECONDS} "
        "seconds. See qcluster.log in the demo's directory, and run 'make demo' again; "
        "'manage.py easycars_sync stock --all-sites' does the same work without the queue."
    )

"""What a run is doing just now, in words."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wagtail_easycars.conf import app_settings
from wagtail_easycars.models import SyncRun

# A worker that is free begins within seconds.
NORMAL_WAIT = timedelta(minutes=1)

# Before it is known how much there is to do, and when all of it is done.
FIRST_STEPS: dict[str, Any] = {
    SyncRun.Kind.STOCK: gettext_lazy("Fetching the stock from EasyCars"),
    SyncRun.Kind.IMAGES: gettext_lazy("Looking for pictures to fetch"),
    SyncRun.Kind.LEADS: gettext_lazy("Exchanging leads with EasyCars"),
    SyncRun.Kind.COMPARISON: gettext_lazy("Asking EasyCars for stock and leads"),
}
LAST_STEPS: dict[str, Any] = {
    SyncRun.Kind.STOCK: gettext_lazy("Publishing the vehicles"),
    SyncRun.Kind.IMAGES: gettext_lazy("Showing the pictures"),
    SyncRun.Kind.LEADS: gettext_lazy("Asking EasyCars how its leads stand"),
    SyncRun.Kind.COMPARISON: gettext_lazy("Noting what is settled"),
}


def describe_activity(run: SyncRun) -> str:
    """Return what ``run``, which waits or is at work, is doing."""
    if run.status == SyncRun.Status.QUEUED:
        return _("Waiting to begin")
    if not run.total:
        return str(FIRST_STEPS[run.kind])
    if run.done >= run.total:
        return str(LAST_STEPS[run.kind])
    return _describe_counts(run)


def _describe_counts(run: SyncRun) -> str:
    texts: dict[str, str] = {
        SyncRun.Kind.STOCK: ngettext(
            "%(done)s of %(total)s vehicle", "%(done)s of %(total)s vehicles", run.total
        ),
        SyncRun.Kind.IMAGES: ngettext(
            "%(done)s of %(total)s picture", "%(done)s of %(total)s pictures", run.total
        ),
        SyncRun.Kind.LEADS: ngettext(
            "%(done)s of %(total)s lead", "%(done)s of %(total)s leads", run.total
        ),
        SyncRun.Kind.COMPARISON: ngettext(
            "%(done)s of %(total)s difference", "%(done)s of %(total)s differences", run.total
        ),
    }
    counts = {"done": run.done, "total": run.total}
    written = {name: number_format(count, force_grouping=True) for name, count in counts.items()}
    return texts[run.kind] % written


def is_late(run: SyncRun, now: datetime) -> bool:
    """Return whether ``run`` waits for longer than it should."""
    return run.status == SyncRun.Status.QUEUED and now - run.queued_at >= NORMAL_WAIT


def describe_wait(run: SyncRun, now: datetime) -> str:
    """Return what to do about ``run`` where it waits for longer than it should; else ''."""
    if not is_late(run, now):
        return ""
    if app_settings.USE_JOB_QUEUE:
        return _(
            "Nothing has begun it yet. Ask whoever looks after the website whether its job queue "
            "works."
        )
    return _(
        "Nothing has begun it yet. Ask whoever looks after the website whether its schedule runs "
        "each minute."
    )


def get_remedy() -> str:
    """Return what whoever looks after the website can do about runs that nothing begins."""
    if app_settings.USE_JOB_QUEUE:
        return _(
            "Start the cluster with “manage.py qcluster”, or have “manage.py easycars_tick” do at "
            "once what waits."
        )
    return _("Have cron call “manage.py easycars_tick” each minute; it does what waits.")

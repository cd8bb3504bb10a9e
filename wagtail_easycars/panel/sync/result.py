"""How a run ended, in words."""

from __future__ import annotations

from datetime import timedelta

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_easycars.models import SyncRun
from wagtail_easycars.runs.report import describe_run


def describe_result(run: SyncRun) -> str:
    """Return in a sentence what ``run`` changed, or why it failed."""
    if run.status == SyncRun.Status.FAILED:
        return run.error.partition("\n")[0]
    return capfirst(_("%(counts)s.") % {"counts": describe_run(run)})


def get_warnings(run: SyncRun) -> list[str]:
    """Return what a run that is a warning asks a person to look at."""
    return run.error.splitlines() if run.status == SyncRun.Status.WARNING else []


def get_technical_detail(run: SyncRun) -> str:
    """Return what a failed run says to those who look deeper, '' where there is nothing."""
    return run.error.partition("\n")[2] if run.status == SyncRun.Status.FAILED else ""


def describe_duration(run: SyncRun) -> str:
    """Return how long ``run`` took; '' where it never began."""
    if run.started_at is None or run.finished_at is None:
        return ""
    return _describe_seconds(run.finished_at - run.started_at)


def _describe_seconds(time: timedelta) -> str:
    seconds = round(time.total_seconds())
    if seconds < 1:
        return _("less than a second")
    if seconds < 120:
        return ngettext("%(count)d second", "%(count)d seconds", seconds) % {"count": seconds}
    minutes = round(seconds / 60)
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}

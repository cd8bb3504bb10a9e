"""Whether the runs of a site start and succeed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from wagtail_easycars.health.findings.finding import Finding
from wagtail_easycars.health.state import SiteState
from wagtail_easycars.models import SyncSchedule, Trouble

FAILURES_IN_A_ROW = 3
# How much later than it should a run may start. What is due stays so while another waits or works.
PATIENCE = timedelta(hours=1)


def find_in_schedules(site: SiteState, now: datetime) -> Iterator[Finding]:
    """Find what keeps each kind of runs of ``site`` from starting or succeeding."""
    for row in site.schedules.values():
        kind, text = _look_at(row, now)
        if kind:
            yield Finding(kind, text, site.site, row.kind)


def _look_at(row: SyncSchedule, now: datetime) -> tuple[str, str]:
    """Return the kind of trouble that ``row`` is in and its description, or nothing twice."""
    values = {"what": row.get_kind_display(), "error": _get_error(row), "count": str(row.failures)}
    if row.is_stopped:
        text = _("%(what)s: nothing starts any more. %(error)s")
        return Trouble.Kind.REFUSED, text % values
    if row.failures >= FAILURES_IN_A_ROW:
        text = _("%(what)s: failed %(count)s times. %(error)s")
        return Trouble.Kind.FAILING, text % values
    if _is_overdue(row, now):
        text = _("%(what)s: should have been synchronised by now. Look whether the cluster works.")
        return Trouble.Kind.OVERDUE, text % values
    return "", ""


def _get_error(row: SyncSchedule) -> str:
    """Return what the last run says to staff, without the technical lines below it."""
    error = row.last_run.error if row.last_run else ""
    return error.partition("\n")[0]


def _is_overdue(row: SyncSchedule, now: datetime) -> bool:
    return bool(row.schedule and row.next_due_at and now - row.next_due_at > PATIENCE)

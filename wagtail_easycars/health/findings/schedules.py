"""Whether the runs of a site start and succeed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from wagtail_easycars.health.findings.finding import Finding
from wagtail_easycars.health.state import SiteState
from wagtail_easycars.models import SyncRun, SyncSchedule, Trouble
from wagtail_easycars.schedule.reckoning import read_schedule, read_time_zone

FAILURES_IN_A_ROW = 3
# How much later than it should a run may start. What is due stays so while another waits or works.
PATIENCE = timedelta(hours=1)

KindAndText = tuple[str, str]


def find_in_schedules(site: SiteState, now: datetime) -> Iterator[Finding]:
    """Find what keeps each kind of runs of ``site`` from starting or succeeding."""
    found = {row.kind: _look_at(row, now) for row in site.schedules.values()}
    for run_kind, queued_at in site.oldest_queued.items():
        if not found.get(run_kind):
            found[run_kind] = _look_at_queued(run_kind, queued_at, now)
    for run_kind, trouble in found.items():
        if trouble:
            kind, text = trouble
            yield Finding(kind, text, site.site, run_kind)


def may_be_in_trouble(now: datetime) -> Q:
    """Return the condition for rows of ``SyncSchedule`` of which something is found here."""
    is_wanted = ~Q(schedule="") | Q(kind=SyncRun.Kind.IMAGES)
    fails = Q(is_stopped=True) | Q(failures__gte=FAILURES_IN_A_ROW)
    starts_too_late = Q(next_due_at__lt=now - PATIENCE) | Q(next_due_at=None)
    return is_wanted & (fails | (starts_too_late & ~Q(schedule="")))


def describe_unreadable(schedule: str, time_zone: str) -> str:
    """Say, as what follows a colon, that nothing starts since one of these cannot be read.

    '' where both can.
    """
    if read_time_zone(time_zone) is None:
        text = _(
            "nothing starts by itself, since there is no time zone “%(time_zone)s”. Choose another "
            "in the settings."
        )
        return text % {"time_zone": time_zone}
    if schedule and read_schedule(schedule) is None:
        text = _(
            "nothing starts by itself, since the schedule “%(schedule)s” cannot be read. Choose "
            "another in the settings."
        )
        return text % {"schedule": schedule}
    return ""


def _look_at(row: SyncSchedule, now: datetime) -> KindAndText | None:
    """Return the kind of trouble that ``row`` is in and its description, if it is in any."""
    if not row.schedule and row.kind != SyncRun.Kind.IMAGES:
        return None  # nobody wants these runs any more, however the last ones ended
    values = {"what": row.get_kind_display(), "error": _get_error(row), "count": str(row.failures)}
    if row.is_stopped:
        text = _("%(what)s: nothing starts any more. %(error)s")
        return Trouble.Kind.REFUSED, text % values
    if row.schedule and row.next_due_at is None:
        return Trouble.Kind.UNREADABLE, _describe_never(row)
    if row.failures >= FAILURES_IN_A_ROW:
        text = _("%(what)s: failed %(count)s times. %(error)s")
        return Trouble.Kind.FAILING, text % values
    if _is_overdue(row, now):
        text = _("%(what)s: should have been synchronised by now. Look whether the cluster works.")
        return Trouble.Kind.OVERDUE, text % values
    return None


def _describe_never(row: SyncSchedule) -> str:
    why = describe_unreadable(row.schedule, row.time_zone) or _(
        "nothing starts by itself, since no time could be reckoned for it. Choose another schedule "
        "in the settings."
    )
    return f"{row.get_kind_display()}: {why}"


def _get_error(row: SyncSchedule) -> str:
    """Return what the last run says to staff, without the technical lines below it."""
    error = row.last_run.error if row.last_run else ""
    return error.partition("\n")[0]


def _is_overdue(row: SyncSchedule, now: datetime) -> bool:
    return bool(row.schedule and row.next_due_at and now - row.next_due_at > PATIENCE)


def _look_at_queued(run_kind: str, queued_at: datetime, now: datetime) -> KindAndText | None:
    """Find what the times of a schedule tell only after the next of them, which may be a day."""
    if now - queued_at <= PATIENCE:
        return None
    text = _(
        "%(what)s: a sync has waited for %(time)s, and nobody has begun it. Look whether the "
        "cluster works."
    )
    values = {"what": SyncRun.Kind(run_kind).label, "time": timesince(queued_at, now)}
    return Trouble.Kind.OVERDUE, text % values

"""When a sync of a site begins by itself next, or why it does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.timesince import timesince, timeuntil
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_easycars.health.findings.schedules import PATIENCE, describe_unreadable
from wagtail_easycars.models import EasyCarsSettings, SyncRun, SyncSchedule


@dataclass(frozen=True)
class NextRun:
    """Says in ``text`` what is planned, and in ``at`` and ``when`` for what time, if for any."""

    text: str
    at: datetime | None = None
    when: str = ""
    needs_person: bool = False


def get_next_run(
    kind: str, settings: EasyCarsSettings, row: SyncSchedule | None, now: datetime
) -> NextRun:
    """Return what is planned for runs of ``kind``; ``row`` is what the schedule knows of them."""
    schedule = _get_schedule(kind, settings)
    if not schedule and kind != SyncRun.Kind.IMAGES:
        return NextRun(_("None: no schedule is chosen"))
    if row is not None and row.is_stopped:
        return NextRun(_("Stopped: the credentials were refused"), needs_person=True)
    if row is not None and row.own_failures and row.next_due_at and row.next_due_at > now:
        return NextRun(
            _describe_failures(row.own_failures), row.next_due_at, _in_time(row.next_due_at, now)
        )
    if kind == SyncRun.Kind.IMAGES:
        return NextRun(_("After each sync of the stock"))
    if unreadable := describe_unreadable(schedule, settings.time_zone):
        return NextRun(unreadable, needs_person=True)
    return _get_time(row.next_due_at if row else None, now)


def _get_time(due_at: datetime | None, now: datetime) -> NextRun:
    if due_at is None:
        return NextRun(_("Within minutes"))
    if due_at > now:
        return NextRun("", due_at, _in_time(due_at, now))
    if now - due_at > PATIENCE:
        when = _("%(time)s ago") % {"time": timesince(due_at, now)}
        return NextRun(_("Should have begun"), due_at, when, needs_person=True)
    return NextRun(_("Now"))


def _in_time(at: datetime, now: datetime) -> str:
    return _("in %(time)s") % {"time": timeuntil(at, now)}


def _get_schedule(kind: str, settings: EasyCarsSettings) -> str:
    if kind == SyncRun.Kind.LEADS:
        return settings.lead_schedule
    return settings.stock_schedule


def _describe_failures(count: int) -> str:
    text = ngettext(
        "Waits after %(count)d failure, begins", "Waits after %(count)d failures, begins", count
    )
    return text % {"count": count}

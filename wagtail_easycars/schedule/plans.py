"""Brings the rows of ``SyncSchedule`` up to date with what sites have set.

Looked at each tick rather than when settings are saved, so that it does not matter how they were
changed. The number of queries does not grow with the number of sites.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from wagtail_easycars.models import EasyCarsSettings, SyncRun, SyncSchedule
from wagtail_easycars.schedule.credentials import get_fingerprint
from wagtail_easycars.schedule.reckoning import get_next_due

logger = logging.getLogger("wagtail_easycars")

ROWS_A_QUERY = 500
# No schedule and no wait is longer than a day, with some hours for spreading and for clocks that
# are put back.
FARTHEST = timedelta(days=1, hours=3)
# The field of the settings that each kind of runs goes by.
SCHEDULES = {
    "stock_schedule": SyncRun.Kind.STOCK.value,
    "lead_schedule": SyncRun.Kind.LEADS.value,
    "comparison_schedule": SyncRun.Kind.COMPARISON.value,
}


class Plan(NamedTuple):
    """What a site has set for one kind of runs; the schedule is empty where nothing shall start."""

    site_id: int
    kind: str
    schedule: str
    time_zone: str


def adjust_schedules(now: datetime) -> None:
    """Reckon anew what is due when, for sites whose schedules or credentials have changed."""
    rows = {(row.site_id, row.kind): row for row in SyncSchedule.objects.all()}
    plans = {(plan.site_id, plan.kind): plan for plan in _get_plans()}
    new, changed = [], []
    for key, plan in plans.items():
        row = rows.get(key)
        if row is None and plan.schedule:
            new.append(_follow(SyncSchedule(site_id=plan.site_id, kind=plan.kind), plan, now))
        elif row and _is_outdated(row, plan, now):
            changed.append(_follow(row, plan, now))
    # Settings that were deleted are a schedule that was switched off.
    changed += [
        _follow(row, Plan(*key, schedule="", time_zone=""), now)
        for key, row in rows.items()
        if row.schedule and key not in plans
    ]
    SyncSchedule.objects.bulk_create(new, batch_size=ROWS_A_QUERY, ignore_conflicts=True)
    fields = ["schedule", "time_zone", "next_due_at"]
    SyncSchedule.objects.bulk_update(changed, fields, batch_size=ROWS_A_QUERY)
    _give_another_chance([row for row in rows.values() if row.failed_credentials], now)


def _is_outdated(row: SyncSchedule, plan: Plan, now: datetime) -> bool:
    """Return whether ``row`` was reckoned from something else, or by a clock that was ahead."""
    is_far_ahead = row.next_due_at is not None and row.next_due_at > now + FARTHEST
    return is_far_ahead or (row.schedule, row.time_zone) != (plan.schedule, plan.time_zone)


def _get_plans() -> Iterator[Plan]:
    rows = EasyCarsSettings.objects.values_list(
        "site_id", "is_active", "account_number", "time_zone", *SCHEDULES
    )
    for site_id, is_active, account_number, time_zone, *schedules in rows:
        is_on = is_active and account_number
        for kind, schedule in zip(SCHEDULES.values(), schedules, strict=True):
            yield Plan(site_id, kind, schedule if is_on else "", time_zone)


def _follow(row: SyncSchedule, plan: Plan, now: datetime) -> SyncSchedule:
    row.schedule, row.time_zone = plan.schedule, plan.time_zone
    row.next_due_at = get_next_due(row, now)
    if row.schedule and row.next_due_at is None:
        logger.error(
            "The %s schedule of site %s cannot be read: %r in the time zone %r.",
            *(row.kind, row.site_id, row.schedule, row.time_zone),
        )
    return row


def _give_another_chance(failed: list[SyncSchedule], now: datetime) -> None:
    """Lift the waits and stops of ``failed`` whose credentials are others by now."""
    if not failed:
        return
    sites = {row.site_id for row in failed}
    settings = {each.site_id: each for each in EasyCarsSettings.objects.filter(site__in=sites)}
    for row in failed:
        if row.failed_credentials == _get_current(settings.get(row.site_id), row.kind):
            continue
        SyncSchedule.objects.filter(pk=row.pk, failed_credentials=row.failed_credentials).update(
            failures=0,
            own_failures=0,
            is_stopped=False,
            failed_credentials="",
            next_due_at=_soon(row, now),
        )


def _get_current(settings: EasyCarsSettings | None, kind: str) -> str:
    return get_fingerprint(settings, kind) if settings else ""


def _soon(row: SyncSchedule, now: datetime) -> datetime | None:
    """Return ``now``, so that staff see at once whether what they entered is right."""
    return now if get_next_due(row, now) else None

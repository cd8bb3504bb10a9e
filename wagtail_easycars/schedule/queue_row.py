"""The one schedule of django-q2: a tick each minute, without arguments.

One row with arguments that cannot be read stops every schedule, and names are not unique. So the
row is looked at, and mended, after each migration and at each tick.
"""

from __future__ import annotations

import ast
from datetime import datetime, timedelta
from typing import Any

from django.db import connections, router
from django.utils import timezone
from django_q.conf import croniter
from django_q.models import Schedule

from wagtail_easycars.conf import app_settings

TICK = "wagtail_easycars.tasks.tick"
NAME = "wagtail_easycars: tick"
EXPECTED: dict[str, Any] = {
    "name": NAME,
    "hook": None,
    "args": None,
    "kwargs": None,
    "schedule_type": Schedule.MINUTES,
    "minutes": 1,
    "repeats": -1,
    "cron": None,
    "cluster": None,
    "intended_date_kwarg": None,
}
LONGEST_PAUSE = timedelta(minutes=2)


def ensure_tick_is_scheduled() -> None:
    """Have the cluster tick each minute: make the row, mend it, delete others that do the same."""
    if not app_settings.USE_JOB_QUEUE:
        return
    rows = list(Schedule.objects.filter(func=TICK).order_by("pk"))
    if not rows:
        Schedule.objects.create(func=TICK, **EXPECTED)
        return
    row, *others = rows
    if others:
        Schedule.objects.filter(pk__in=[other.pk for other in others]).delete()
    if wrong := _get_wrong_values(row, timezone.now()):
        Schedule.objects.filter(pk=row.pk).update(**wrong)


def _get_wrong_values(row: Schedule, now: datetime) -> dict[str, Any]:
    wrong = {name: value for name, value in EXPECTED.items() if getattr(row, name) != value}
    if row.next_run is None or row.next_run > now + LONGEST_PAUSE:
        wrong["next_run"] = now
    return wrong


def schedule_after_migration(*, using: str, **kwargs: Any) -> None:
    """Receive ``post_migrate``; does nothing before django-q2 has its table."""
    if using != router.db_for_write(Schedule):
        return
    if Schedule._meta.db_table in connections[using].introspection.table_names():
        ensure_tick_is_scheduled()


def get_blocking_schedules() -> list[str]:
    """Return the names of the schedules, also of other apps, that keep all of them from running."""
    rows = Schedule.objects.exclude(repeats=0).filter(next_run__lt=timezone.now())
    return [str(row.name or row.func) for row in rows.order_by("pk") if _is_blocking(row)]


def _is_blocking(row: Schedule) -> bool:
    try:
        ast.literal_eval(row.args or "()")
        if row.schedule_type == Schedule.CRON:
            return croniter is None or not croniter.is_valid(row.cron or "")
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return True
    return False

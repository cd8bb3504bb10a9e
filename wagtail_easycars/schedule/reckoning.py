"""From a row of ``SyncSchedule`` to the time when it is due next."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ValidationError

from wagtail_easycars.forms.texts import Schedule, parse_schedule
from wagtail_easycars.models import SyncSchedule
from wagtail_easycars.schedule.times import get_next_time, get_share


def read_schedule(text: str) -> Schedule | None:
    """Return the schedule that ``text`` describes; ``None`` where it is off or cannot be read."""
    try:
        return parse_schedule(text)
    except ValidationError:
        return None


def read_time_zone(name: str) -> ZoneInfo | None:
    """Return the time zone ``name``; ``None`` where there is none of this name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # unknown, or no name of a file
        return None


def get_next_due(row: SyncSchedule, after: datetime) -> datetime | None:
    """Return when ``row`` is due next by its schedule, ``None`` where that is off or unreadable."""
    schedule, zone = read_schedule(row.schedule), read_time_zone(row.time_zone)
    if schedule is None or zone is None:
        return None
    return get_next_time(schedule, zone, get_share(row.site_id, row.kind), after)

"""Reads what staff type into one line: lists, schedules and time zones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time, timedelta
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

INTERVAL = re.compile(r"(\d{1,4})([mh])")
TIME = re.compile(r"(\d{1,2}):(\d{2})")
LONGEST_INTERVAL = timedelta(days=1)


def split_list(text: str) -> list[str]:
    """Return the parts of comma-separated ``text``, trimmed, without empty and repeated ones."""
    parts = (part.strip() for part in text.split(","))
    return list(dict.fromkeys(part for part in parts if part))


def clean_email_list(text: str) -> str:
    """Return the comma-separated addresses in ``text`` tidied.

    Raises ``ValidationError`` that names each address which is none.
    """
    addresses = split_list(text)
    wrong = [address for address in addresses if not _is_email(address)]
    if wrong:
        raise ValidationError(
            _("Not an e-mail address: %(addresses)s."),
            code="email",
            params={"addresses": ", ".join(wrong)},
        )
    return ", ".join(addresses)


def _is_email(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True


@dataclass(frozen=True)
class Schedule:
    """When something is due: at an interval, or at times of the day in the site's time zone."""

    interval: timedelta | None = None
    times: tuple[time, ...] = ()

    def __str__(self) -> str:
        if self.interval is None:
            return ",".join(f"{at:%H:%M}" for at in self.times)
        minutes = int(self.interval.total_seconds()) // 60
        return f"{minutes // 60}h" if minutes % 60 == 0 else f"{minutes}m"


def parse_schedule(text: str) -> Schedule | None:
    """Return the schedule that ``text`` describes, ``None`` for an empty one, which is off.

    ``text`` is an interval in minutes or hours (``15m``, ``1h``; at most a day) or times of the day
    (``06:00,12:00``). Raises ``ValidationError`` for anything else.
    """
    parts = split_list(text.lower())
    if not parts:
        return None
    if len(parts) == 1 and (match := INTERVAL.fullmatch(parts[0])):
        return Schedule(interval=_interval(int(match[1]), match[2]))
    return Schedule(times=tuple(sorted({_time_of_day(part) for part in parts})))


def _interval(number: int, unit: str) -> timedelta:
    interval = timedelta(hours=number) if unit == "h" else timedelta(minutes=number)
    if not timedelta() < interval <= LONGEST_INTERVAL:
        raise ValidationError(
            _("An interval is at least one minute and at most a day."), code="interval"
        )
    return interval


def _time_of_day(text: str) -> time:
    match = TIME.fullmatch(text)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise ValidationError(
            _("Enter an interval such as 15m or 1h, or times such as 06:00,12:00."),
            code="schedule",
        )
    return time(int(match[1]), int(match[2]))


def clean_time_zone(name: str) -> str:
    """Return ``name``; raises ``ValidationError`` unless it is a time zone's."""
    if name not in available_timezones():
        raise ValidationError(
            _("There is no time zone %(name)s. Enter one such as Australia/Sydney."),
            code="time_zone",
            params={"name": name},
        )
    return name

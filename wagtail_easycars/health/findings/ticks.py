"""Whether the schedules are looked at, each minute."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.text import get_text_list
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from wagtail_easycars.health.findings.finding import Finding
from wagtail_easycars.models import Trouble
from wagtail_easycars.schedule.queue_row import get_blocking_schedules

NO_TICK_FOR = timedelta(minutes=10)


def find_missing_tick(last_tick: datetime | None, now: datetime) -> Iterator[Finding]:
    """Find that nothing starts by itself, where ``last_tick``, if any, is too long ago."""
    if last_tick and now - last_tick <= NO_TICK_FOR:
        return
    yield Finding(Trouble.Kind.NO_TICK, _describe_missing_tick(last_tick, now))


def _describe_missing_tick(last_tick: datetime | None, now: datetime) -> str:
    parts = [_describe_silence(last_tick, now)]
    parts.append(
        _(
            "Restart the cluster (manage.py qcluster); until then, 'manage.py easycars_tick' does "
            "what is due."
        )
    )
    if blocking := get_blocking_schedules():
        parts.append(
            _(
                "The cluster cannot read these schedules, and so starts none: %(names)s. Mend or "
                "delete them under 'Scheduled tasks'."
            )
            % {"names": get_text_list(blocking, _("and"))}
        )
    return " ".join(parts)


def _describe_silence(last_tick: datetime | None, now: datetime) -> str:
    if last_tick is None:
        return _("Nothing has started by itself yet.")
    return _("Nothing has started by itself for %(time)s.") % {"time": timesince(last_tick, now)}

"""Whether the schedules are looked at each minute, and all that belongs to it can be done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.text import get_text_list
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from wagtail_easycars.health.findings.finding import Finding
from wagtail_easycars.models import Tick, Trouble
from wagtail_easycars.schedule.queue_row import get_blocking_schedules

NO_TICK_FOR = timedelta(minutes=10)
# What fails once, such as in a deadlock, is done a minute later.
STEPS_FAIL_FOR = timedelta(minutes=10)


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


def find_failing_steps(tick: Tick | None) -> Iterator[Finding]:
    """Find that ticks come, and none has been able to do all for ten minutes."""
    if tick is None or tick.failing_since is None:
        return
    if tick.began_at - tick.failing_since < STEPS_FAIL_FOR:
        return
    text = _(
        "A tick could not look after: %(steps)s. It has tried for %(time)s, and goes on each "
        "minute; all else is done. The log of the server has the details: ask whoever looks after "
        "the website to look there for “A tick could not look after”."
    )
    steps = [_name_step(name) for name in tick.failed_steps]
    time = timesince(tick.failing_since, tick.began_at)
    values = {"steps": get_text_list(steps, _("and")), "time": time}
    yield Finding(Trouble.Kind.STEP_FAILS, text % values)


def _name_step(name: str) -> str:
    return str(dict(Tick.Step.choices).get(name, name))

"""One look at everything that may be due. Harmless at any time and any number of times at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from django.utils import timezone

from wagtail_easycars.health.mails import send_due_mails
from wagtail_easycars.health.tick_row import note_beginning, note_end, note_work
from wagtail_easycars.health.troubles import note_troubles
from wagtail_easycars.housekeeping import queue_due_housekeeping
from wagtail_easycars.models import Tick
from wagtail_easycars.runs.queue import enqueue_delivery
from wagtail_easycars.schedule.plans import adjust_schedules
from wagtail_easycars.schedule.queue_row import ensure_tick_is_scheduled
from wagtail_easycars.schedule.recovery import end_dead_runs, enqueue_lost_runs
from wagtail_easycars.schedule.starting import start_due_runs
from wagtail_easycars.schedule.waking import wake_leads, wake_pictures
from wagtail_easycars.unforeseen import log_unforeseen

Step = Tick.Step
Steps = dict[Tick.Step, Callable[[], object]]


@dataclass
class TickReport:
    """What a tick could not do, by the names of its steps."""

    failed_steps: list[str] = field(default_factory=list)


def look_at_everything(*, deliver: Callable[[int], None] = enqueue_delivery) -> TickReport:
    """Start what is due, take up what was lost, and return what failed of that.

    ``deliver`` is given the id of each site whose leads are to be delivered. What fails in one step
    is logged and keeps no other step from being done.
    """
    now = timezone.now()
    note_beginning(now)
    work: Steps = {
        Step.QUEUE: ensure_tick_is_scheduled,
        Step.INTERRUPTED_RUNS: partial(end_dead_runs, now),
        Step.SCHEDULES: partial(adjust_schedules, now),
        Step.DUE_RUNS: partial(start_due_runs, now),
        Step.LOST_RUNS: partial(enqueue_lost_runs, now),
        Step.LEADS: partial(wake_leads, now, deliver),
        Step.PICTURES: partial(wake_pictures, now),
        Step.HOUSEKEEPING: partial(queue_due_housekeeping, now),
    }
    telling: Steps = {
        Step.TROUBLES: partial(note_troubles, now),
        Step.MAILS: partial(send_due_mails, now),
    }
    failed = _do(work)
    note_work(now, failed, telling=[step.value for step in telling])
    failed += _do(telling)
    note_end(now, timezone.now(), failed)
    return TickReport(failed)


def _do(steps: Steps) -> list[str]:
    """Do ``steps``, and return the names of those that failed."""
    return [step.value for step, do in steps.items() if not _is_done(step.value, do)]


def _is_done(name: str, step: Callable[[], object]) -> bool:
    try:
        step()
    except Exception as error:  # noqa: BLE001  (one step shall not keep the others from being done)
        log_unforeseen(error, "A tick could not look after: %s", name)
        return False
    return True

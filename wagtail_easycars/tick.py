"""One look at everything that may be due. Harmless at any time and any number of times at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from django.utils import timezone

from wagtail_easycars.health.mails import send_due_mails
from wagtail_easycars.health.troubles import note_troubles
from wagtail_easycars.models import Tick
from wagtail_easycars.runs.queue import enqueue_delivery
from wagtail_easycars.schedule.plans import adjust_schedules
from wagtail_easycars.schedule.queue_row import ensure_tick_is_scheduled
from wagtail_easycars.schedule.recovery import end_dead_runs, enqueue_lost_runs
from wagtail_easycars.schedule.starting import start_due_runs
from wagtail_easycars.schedule.waking import wake_leads, wake_pictures
from wagtail_easycars.unforeseen import log_unforeseen

# The only row of its table.
TICK_ID = 1


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
    report = TickReport()
    _note_beginning(now)
    steps: dict[str, Callable[[], object]] = {
        "schedule of the queue": ensure_tick_is_scheduled,
        "interrupted runs": partial(end_dead_runs, now),
        "schedules": partial(adjust_schedules, now),
        "due runs": partial(start_due_runs, now),
        "lost runs": partial(enqueue_lost_runs, now),
        "leads": partial(wake_leads, now, deliver),
        "pictures": partial(wake_pictures, now),
        "troubles": partial(note_troubles, now),
        "mails about troubles": partial(send_due_mails, now),
    }
    for name, step in steps.items():
        if not _is_done(name, step):
            report.failed_steps.append(name)
    if not report.failed_steps:
        _note_end()
    return report


def _is_done(name: str, step: Callable[[], object]) -> bool:
    try:
        step()
    except Exception as error:  # noqa: BLE001  (one step shall not keep the others from being done)
        log_unforeseen(error, "A tick could not look after: %s", name)
        return False
    return True


def _note_beginning(now: datetime) -> None:
    if not Tick.objects.filter(pk=TICK_ID).update(began_at=now):
        Tick.objects.bulk_create([Tick(pk=TICK_ID, began_at=now)], ignore_conflicts=True)


def _note_end() -> None:
    Tick.objects.filter(pk=TICK_ID).update(finished_at=timezone.now())

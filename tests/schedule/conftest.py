"""A clock that can be put forward, and sites that are due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django_q.models import OrmQ

from tests.torture.feeds import plain_items
from wagtail_easycars.models import EasyCarsSettings, SyncRun, SyncSchedule
from wagtail_easycars.runs.lifecycle import create_run
from wagtail_easycars.runs.queue import enqueue_delivery, enqueue_run
from wagtail_easycars.tasks import carry_out_run
from wagtail_easycars.tick import look_at_everything

BEGINNING = datetime(2026, 6, 1, 0, 0, tzinfo=UTC)


class Clock:
    """What ``timezone.now()`` says."""

    def __init__(self) -> None:
        self.now = BEGINNING

    def forward(self, **amount: float) -> datetime:
        self.now += timedelta(**amount)
        return self.now


@pytest.fixture
def clock(monkeypatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("django.utils.timezone.now", lambda: clock.now)
    return clock


@pytest.fixture
def easycars(easycars) -> EasyCarsSettings:
    """A site whose housekeeping is done for today, so that a tick leaves it alone."""
    set_schedule(easycars, tidied_at=BEGINNING)
    return easycars


@pytest.fixture
def tick(django_capture_on_commit_callbacks):
    """Look at everything once, as a worker does, and return the runs that this has queued."""

    def look(deliver=enqueue_delivery) -> list[SyncRun]:
        last = SyncRun.objects.order_by("-pk").first()
        with django_capture_on_commit_callbacks(execute=True):
            report = look_at_everything(deliver=deliver)
        assert report.failed_steps == []
        return list(SyncRun.objects.filter(pk__gt=last.pk if last else 0).order_by("pk"))

    return look


def set_schedule(settings: EasyCarsSettings, **values: Any) -> None:
    """Change the settings as any code may do it, without a form and without ``save()``."""
    EasyCarsSettings.objects.filter(pk=settings.pk).update(**values)
    settings.refresh_from_db()


def row_of(settings: EasyCarsSettings, kind: str = SyncRun.Kind.STOCK) -> SyncSchedule:
    return SyncSchedule.objects.get(site=settings.site_id, kind=kind)


def messages() -> list[tuple[str, tuple]]:
    """Return what waits in the queue, as function and arguments."""
    return [(each.func(), each.task["args"]) for each in OrmQ.objects.order_by("pk")]


@pytest.fixture
def due(sandbox, easycars, clock, tick):
    """A site whose stock is due each quarter of an hour."""
    sandbox.set_stock("harbour", plain_items(2))
    set_schedule(easycars, stock_schedule="15m")
    tick()
    return easycars


@pytest.fixture
def carry_out(django_capture_on_commit_callbacks):
    def carry_out(run: SyncRun) -> SyncRun:
        with django_capture_on_commit_callbacks(execute=True):
            carry_out_run(run.pk)
        run.refresh_from_db()
        return run

    return carry_out


@pytest.fixture
def run_when_due(clock, tick, carry_out):
    """Put the clock to when the site is due, and return the run that this starts."""

    def run_when_due(settings: EasyCarsSettings) -> SyncRun:
        clock.now = max(clock.now, row_of(settings).next_due_at)
        [run] = tick()
        return carry_out(run)

    return run_when_due


@pytest.fixture
def press_button(clock, carry_out):
    def press_button(settings: EasyCarsSettings) -> SyncRun:
        run = create_run(settings.site, SyncRun.Kind.STOCK, trigger=SyncRun.Trigger.MANUAL)
        enqueue_run(run)
        return carry_out(run)

    return press_button

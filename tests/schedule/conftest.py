"""A clock that can be put forward, and sites that are due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django_q.models import OrmQ

from wagtail_easycars.models import EasyCarsSettings, SyncRun, SyncSchedule
from wagtail_easycars.runs.queue import enqueue_delivery
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

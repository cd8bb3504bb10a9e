"""A site with a history that is made up, and a clock that can be put forward."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.schedule.conftest import Clock, clock, set_schedule, tick  # noqa: F401
from wagtail_easycars.models import Lead, SyncRun, SyncSchedule, Tick, Vehicle


@pytest.fixture
def dealer(easycars, clock):  # noqa: F811
    """A site whose stock is due each hour and succeeded just now; the last tick was just now."""
    set_schedule(easycars, stock_schedule="1h", notification_emails="boss@harbour.example")
    Tick.objects.create(pk=1, began_at=clock.now, finished_at=clock.now)
    run = SyncRun.objects.create(
        site=easycars.site,
        kind=SyncRun.Kind.STOCK,
        trigger=SyncRun.Trigger.SCHEDULE,
        status=SyncRun.Status.SUCCESS,
        started_at=clock.now - timedelta(seconds=12),
        finished_at=clock.now,
        seen=40,
        created=3,
    )
    SyncSchedule.objects.create(
        site=easycars.site,
        kind=SyncRun.Kind.STOCK,
        schedule="1h",
        time_zone=easycars.time_zone,
        next_due_at=clock.now + timedelta(hours=1),
        last_success_at=clock.now,
        last_run=run,
    )
    return easycars


@pytest.fixture
def let_it_fail(dealer, clock):  # noqa: F811
    """Let the site's last runs have failed so many times; the schedule waits."""

    def fail(times: int, **values) -> None:
        SyncRun.objects.update(status=SyncRun.Status.FAILED, error="EasyCars is down.\nHTTP 500")
        SyncSchedule.objects.update(
            failures=times, next_due_at=clock.now + timedelta(hours=5), **values
        )

    return fail


def recover() -> None:
    SyncSchedule.objects.update(failures=0, is_stopped=False)


def hold_vehicles(settings, count: int, held_at) -> None:
    for number in range(count):
        Vehicle.objects.create(
            site=settings.site, stock_number=f"H{number}", withdrawal_held_at=held_at
        )


def new_lead(settings) -> Lead:
    return Lead.objects.create(
        site=settings.site,
        customer_name="Kim Lee",
        customer_email="kim@example.com",
        delivery=Lead.Delivery.UNCERTAIN,
    )

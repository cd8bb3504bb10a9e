"""A dealer's vehicles, runs and changes, written as they would be after months."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle, islice

from django.utils import timezone
from wagtail.models import Site

from benchmarks.dashboard.sizes import Size
from wagtail_easycars.models import SyncChange, SyncRun, SyncSchedule, Vehicle

ROWS_A_QUERY = 1000
KINDS = ("stock", "images", "leads")
# One run in so many failed, and so many vehicles are held.
FAILED_EVERY = 50
HELD = 50


def fill(site: Site, size: Size) -> None:
    vehicles = list(Vehicle.objects.bulk_create(make_vehicles(site, size.vehicles), ROWS_A_QUERY))
    runs = list(SyncRun.objects.bulk_create(make_runs(site, size.runs), ROWS_A_QUERY))
    changes = make_changes(runs, vehicles, size.changes)
    SyncChange.objects.bulk_create(changes, ROWS_A_QUERY)
    for kind in KINDS:
        due_at = timezone.now() + timedelta(hours=1)
        SyncSchedule.objects.create(site=site, kind=kind, schedule="1h", next_due_at=due_at)


def make_vehicles(site: Site, number: int) -> Iterator[Vehicle]:
    now = timezone.now()
    for i in range(number):
        held_at = now if i < HELD else None
        yield Vehicle(
            site=site,
            stock_number=str(i),
            make="Mazda",
            model="CX-5",
            year=2020,
            source=Vehicle.Source.EASYCARS,
            withdrawal_held_at=held_at,
        )


def make_runs(site: Site, number: int) -> Iterator[SyncRun]:
    """Yield runs of the last ninety days, the last of them ended just now."""
    now, days = timezone.now(), timedelta(days=90)
    for i, kind in enumerate(islice(cycle(KINDS), number)):
        ended_at = now - days * (number - 1 - i) / number
        yield SyncRun(
            site=site,
            kind=kind,
            trigger="schedule",
            status="failed" if i % FAILED_EVERY == 0 else "success",
            started_at=ended_at - timedelta(minutes=1),
            finished_at=ended_at,
            unchanged=number,
        )


def make_changes(runs: list[SyncRun], vehicles: list[Vehicle], number: int) -> Iterator[SyncChange]:
    """Yield changes of all runs; the last run has failures to tell of."""
    for i in range(number):
        run = runs[-1 - i % len(runs)]
        vehicle = vehicles[i % len(vehicles)]
        action = "failed" if run is runs[-1] else "updated"
        yield SyncChange(
            run=run,
            action=action,
            vehicle=vehicle,
            reference=vehicle.stock_number,
            error="No price." if action == "failed" else "",
        )

"""What becomes of vehicles that are missing from the feed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from wagtail_easycars.models import SyncChange, SyncRun, Vehicle
from wagtail_easycars.publishing.front_end_cache import purge_pages
from wagtail_easycars.publishing.search_index import index_changed_vehicles
from wagtail_easycars.signals import announce, vehicles_withdrawn
from wagtail_easycars.stock.known import KnownVehicle

Counts = Counter[str]


def withdraw_vehicles(
    run: SyncRun,
    missing: Sequence[KnownVehicle | Vehicle],
    *,
    last_seen_at: datetime | None,
    reason: str,
    user: Any = None,
) -> Counts:
    """Take vehicles off the site; ``last_seen_at`` is when the feed last had them."""
    now = timezone.now()
    vehicles, changes = [], []
    rows = Vehicle.objects.select_for_update().in_bulk([vehicle.pk for vehicle in missing])
    for vehicle in rows.values():
        change = _missing_change(run, SyncChange.Action.WITHDRAWN, vehicle, reason)
        change.user = user
        change.before = {"status": vehicle.status}
        change.after = {"status": Vehicle.Status.WITHDRAWN}
        changes.append(change)
        vehicle.status = Vehicle.Status.WITHDRAWN
        vehicle.withdrawn_at = vehicle.withdrawn_at or now
        vehicle.withdrawal_held_at = vehicle.withdrawal_held_by = None
        _remember_last_seen(vehicle, last_seen_at)
        vehicles.append(vehicle)
    Vehicle.objects.bulk_update(
        vehicles,
        ["status", "withdrawn_at", "withdrawal_held_at", "withdrawal_held_by", "last_seen_at"],
        200,
    )
    index_changed_vehicles(vehicles, ["status"])
    purge_pages(vehicles)
    SyncChange.objects.bulk_create(changes)
    announce(vehicles_withdrawn, run, vehicles)
    return Counter(withdrawn=len(vehicles))


def hold_withdrawals(
    run: SyncRun, missing: Sequence[KnownVehicle], *, last_seen_at: datetime | None, reason: str
) -> Counts:
    """Mark vehicles whose withdrawal waits for a person; they stay on the site."""
    now = timezone.now()
    keys = [vehicle.pk for vehicle in missing]
    vehicles = list(Vehicle.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    for vehicle in vehicles:
        _remember_last_seen(vehicle, last_seen_at)
        vehicle.withdrawal_held_at = now
        vehicle.withdrawal_held_by = run
    Vehicle.objects.bulk_update(
        vehicles, ["withdrawal_held_at", "withdrawal_held_by", "last_seen_at"], 200
    )
    SyncChange.objects.bulk_create(
        _missing_change(run, SyncChange.Action.HELD, vehicle, reason) for vehicle in vehicles
    )
    return Counter()


def keep_vehicles(run: SyncRun, vehicles: Sequence[KnownVehicle]) -> Counts:
    """Let vehicles wait no longer: they are in the feed, though not in a usable way."""
    Vehicle.objects.filter(pk__in=[vehicle.pk for vehicle in vehicles]).update(
        withdrawal_held_at=None, withdrawal_held_by=None, last_seen_at=None
    )
    return Counter()


def _remember_last_seen(vehicle: Vehicle, last_seen_at: datetime | None) -> None:
    """Note when the feed last had ``vehicle``; nothing, where it has been missing for longer."""
    stored = vehicle.__dict__["last_seen_at"]
    vehicle.last_seen_at = stored or last_seen_at or vehicle.first_seen_at


def _missing_change(run: SyncRun, action: str, vehicle: Vehicle, reason: str) -> SyncChange:
    return SyncChange(
        run=run,
        action=action,
        vehicle=vehicle,
        reference=vehicle.stock_number,
        title=vehicle.title[:255],
        error=reason,
    )

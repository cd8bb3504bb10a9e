"""What a batch of a plan writes. Each function runs in a transaction that holds the lease, and
returns what it adds to the run's counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_easycars.models import SyncChange, SyncRun, Vehicle
from wagtail_easycars.publishing.front_end_cache import purge_pages
from wagtail_easycars.publishing.retitle import retitle_pages
from wagtail_easycars.publishing.search_index import index_changed_vehicles, index_objects
from wagtail_easycars.signals import vehicles_created, vehicles_updated, vehicles_withdrawn
from wagtail_easycars.stock.changes import summarise
from wagtail_easycars.stock.feed import Failure, get_title
from wagtail_easycars.stock.pictures import create_images, update_images
from wagtail_easycars.stock.plan import Creation, KnownVehicle, Update
from wagtail_easycars.stock.text import storable_json
from wagtail_easycars.stock.update import VehicleUpdate

Counts = Counter[str]


def create_vehicles(run: SyncRun, creations: Sequence[Creation]) -> Counts:
    """Write new vehicles with their pictures, search index and history."""
    now = timezone.now()
    vehicles = [_new_vehicle(run, creation, now) for creation in creations]
    Vehicle.objects.bulk_create(vehicles)
    if not connection.features.can_return_rows_from_bulk_insert:
        _fetch_keys(run, vehicles)
    create_images(vehicles)
    index_objects(vehicles)
    SyncChange.objects.bulk_create(
        SyncChange(
            run=run,
            action=SyncChange.Action.CREATED,
            vehicle=vehicle,
            reference=vehicle.stock_number,
            title=vehicle.title[:255],
            after=summarise(creation.values),
        )
        for vehicle, creation in zip(vehicles, creations, strict=True)
    )
    _announce(vehicles_created, run, vehicles)
    return Counter(created=len(vehicles), done=len(vehicles))


def _new_vehicle(run: SyncRun, creation: Creation, now: datetime) -> Vehicle:
    vehicle = Vehicle(
        site_id=run.site_id,
        stock_number=creation.item.stock_number,
        source=Vehicle.Source.EASYCARS,
        feed=storable_json(creation.item.raw),
        feed_digest=creation.item.digest,
        **creation.values,
    )
    if not vehicle.is_listed:
        vehicle.withdrawn_at = now
    return vehicle


def _fetch_keys(run: SyncRun, vehicles: Sequence[Vehicle]) -> None:
    """Set the keys that MySQL does not tell; MariaDB, PostgreSQL and SQLite do."""
    by_number = {vehicle.stock_number: vehicle for vehicle in vehicles}
    keys = Vehicle.objects.filter(site_id=run.site_id, stock_number__in=by_number)
    for pk, stock_number in keys.values_list("pk", "stock_number"):
        by_number[stock_number].pk = pk


def refuse_creation(run: SyncRun, creation: Creation, reason: str) -> Counts:
    """Record that the database does not take a new vehicle."""
    return record_failures(run, [_refusal(creation.item.stock_number, creation.item.raw, reason)])


def refuse_update(run: SyncRun, update: Update, reason: str) -> Counts:
    """Record that the database does not take a change of a vehicle."""
    return record_failures(run, [_refusal(update.item.stock_number, update.item.raw, reason)])


def _refusal(stock_number: str, raw: dict[str, object], reason: str) -> Failure:
    message = _("The database does not accept this vehicle (%(reason)s).") % {"reason": reason}
    return Failure(stock_number, message, get_title(raw))


def update_vehicles(run: SyncRun, updates: Sequence[Update]) -> Counts:
    """Write what differs, less what staff pinned, with pictures, search index and history."""
    now = timezone.now()
    rows = Vehicle.objects.select_for_update().in_bulk([update.known.pk for update in updates])
    done = [
        VehicleUpdate(rows[update.known.pk], update, now)
        for update in updates
        if update.known.pk in rows
    ]
    written_fields = set().union(*(update.written_fields for update in done))
    Vehicle.objects.bulk_update([update.vehicle for update in done], sorted(written_fields), 200)
    returned = [update.vehicle.pk for update in done if update.is_back]
    Vehicle.objects.filter(pk__in=returned).update(last_seen_at=None)

    changed = [update for update in done if update.is_change]
    vehicles = [update.vehicle for update in changed]
    update_images([update.vehicle for update in changed if update.has_new_pictures])
    index_changed_vehicles(vehicles, written_fields)
    retitle_pages((update.vehicle, update.title_before) for update in done if update.is_renamed)
    purge_pages(vehicles)
    SyncChange.objects.bulk_create(update.as_change(run) for update in changed)
    _announce(vehicles_updated, run, vehicles)
    return Counter(updated=len(changed), unchanged=len(done) - len(changed), done=len(updates))


def withdraw_vehicles(
    run: SyncRun,
    missing: Sequence[KnownVehicle | Vehicle],
    *,
    last_seen_at: datetime | None,
    reason: str,
    user: AbstractBaseUser | None = None,
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
    _announce(vehicles_withdrawn, run, vehicles)
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


def record_failures(run: SyncRun, failures: Sequence[Failure]) -> Counts:
    """Record items that cannot be used, with the vehicle that they are about where it is known."""
    numbers = [failure.stock_number for failure in failures if failure.stock_number]
    known = Vehicle.objects.filter(site_id=run.site_id, stock_number__in=numbers)
    keys = dict(known.values_list("stock_number", "pk"))
    SyncChange.objects.bulk_create(
        SyncChange(
            run=run,
            action=SyncChange.Action.FAILED,
            vehicle_id=keys.get(failure.stock_number),
            reference=failure.stock_number[:255],
            title=failure.title,
            error=failure.reason,
        )
        for failure in failures
    )
    return Counter(failed=len(failures), done=len(failures))


def record_drift(run: SyncRun, unknown_fields: Sequence[str]) -> Counts:
    """Record fields that the contract does not have, each once a site."""
    reported = SyncChange.objects.filter(
        run__site_id=run.site_id, action=SyncChange.Action.DRIFT, reference__in=unknown_fields
    )
    known = set(reported.values_list("reference", flat=True))
    SyncChange.objects.bulk_create(
        SyncChange(
            run=run,
            action=SyncChange.Action.DRIFT,
            reference=name,
            error=_("EasyCars sends a field that its documentation does not have. It is kept."),
        )
        for name in unknown_fields
        if name not in known
    )
    return Counter()


def _announce(signal: Signal, run: SyncRun, vehicles: Sequence[Vehicle]) -> None:
    if vehicles:
        transaction.on_commit(partial(signal.send, sender=Vehicle, run=run, vehicles=vehicles))

"""What a batch of a plan writes. Each function runs in a transaction that holds the lease, and
returns what it adds to the run's counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_easycars.models import SyncChange, SyncRun, Vehicle
from wagtail_easycars.publishing.front_end_cache import purge_pages
from wagtail_easycars.publishing.retitle import retitle_pages
from wagtail_easycars.publishing.search_index import index_changed_vehicles, index_objects
from wagtail_easycars.runs.rows import insert_rows
from wagtail_easycars.signals import announce, vehicles_created, vehicles_updated
from wagtail_easycars.stock.changes import summarise
from wagtail_easycars.stock.feed import Failure
from wagtail_easycars.stock.findings import record_failures
from wagtail_easycars.stock.pictures import create_images, update_images
from wagtail_easycars.stock.plan import Creation, Update
from wagtail_easycars.stock.standing import forget_kept
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
    changes = [
        (vehicle.pk, vehicle.stock_number, vehicle.title[:255], summarise(creation.values))
        for vehicle, creation in zip(vehicles, creations, strict=True)
    ]
    constants = {"run_id": run.pk, "action": SyncChange.Action.CREATED.value, "created_at": now}
    insert_rows(SyncChange, ("vehicle_id", "reference", "title", "after"), changes, constants)
    announce(vehicles_created, run, vehicles)
    return Counter(created=len(vehicles), done=len(vehicles))


def _new_vehicle(run: SyncRun, creation: Creation, now: datetime) -> Vehicle:
    vehicle = Vehicle(
        site_id=run.site_id,
        stock_number=creation.item.stock_number,
        source=Vehicle.Source.EASYCARS,
        feed=creation.item.storable,
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
    return record_failures(run, [_refusal(creation.item.raw, reason)])


def refuse_update(run: SyncRun, update: Update, reason: str) -> Counts:
    """Record that the database does not take a change of a vehicle."""
    return record_failures(run, [_refusal(update.item.raw, reason)])


def _refusal(raw: dict[str, object], reason: str) -> Failure:
    message = _("The database does not accept this vehicle (%(reason)s).") % {"reason": reason}
    return Failure.of(raw, message)


def update_vehicles(run: SyncRun, updates: Sequence[Update]) -> Counts:
    """Write what differs, less what staff pinned, with pictures, search index and history."""
    now = timezone.now()
    rows = Vehicle.objects.select_for_update().in_bulk([update.known.pk for update in updates])
    done = [
        VehicleUpdate(rows[update.known.pk], update, now)
        for update in updates
        if update.known.pk in rows
    ]
    if not done:
        return Counter(done=len(updates))
    written_fields = set().union(*(update.written_fields for update in done))
    Vehicle.objects.bulk_update([update.vehicle for update in done], sorted(written_fields), 200)
    returned = [update.vehicle.pk for update in done if update.is_back]
    Vehicle.objects.filter(pk__in=returned).update(last_seen_at=None)
    forget_kept(returned)

    changed = [update for update in done if update.is_change]
    vehicles = [update.vehicle for update in changed]
    update_images([update.vehicle for update in changed if update.has_new_pictures])
    index_changed_vehicles(vehicles, written_fields)
    retitle_pages((update.vehicle, update.title_before) for update in done if update.is_renamed)
    purge_pages(vehicles)
    SyncChange.objects.bulk_create(update.as_change(run) for update in changed)
    announce(vehicles_updated, run, vehicles)
    return Counter(updated=len(changed), unchanged=len(done) - len(changed), done=len(updates))

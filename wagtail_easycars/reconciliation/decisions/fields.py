"""Details of vehicles: take EasyCars' value, or keep the site's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from wagtail_easycars.models import Difference, SyncChange, SyncRun, Vehicle
from wagtail_easycars.publishing.front_end_cache import purge_pages
from wagtail_easycars.publishing.retitle import retitle_pages
from wagtail_easycars.publishing.search_index import index_changed_vehicles
from wagtail_easycars.reconciliation.decisions.result import Result
from wagtail_easycars.reconciliation.found import as_json
from wagtail_easycars.signals import announce, vehicles_updated
from wagtail_easycars.stock.errors import ItemRejected
from wagtail_easycars.stock.mapping import StockMapper, get_mapper
from wagtail_easycars.stock.pins import pin_fields

STATUS = "status"
NOT_AWAY = {"last_seen_at": None, "withdrawal_held_at": None, "withdrawal_held_by": None}


def take_values(run: SyncRun, differences: Sequence[Difference], user: Any) -> Result:
    """Set the fields to what EasyCars has; they follow it again from now on."""
    result, now = Result(), timezone.now()
    edits: dict[int, VehicleEdit] = {}
    for difference, vehicle in _get_unmoved(differences):
        edit = edits.setdefault(vehicle.pk, VehicleEdit(vehicle))
        edit.take(difference)
        result.settled.append(difference)
    if edits:
        _save(run, list(edits.values()), now, user)
        result.counts["updated"] = len(edits)
    return result


def keep_values(run: SyncRun, differences: Sequence[Difference], user: Any) -> Result:
    """Pin the fields, so that no sync changes them."""
    result = Result()
    pinned: dict[int, Vehicle] = {}
    for difference, vehicle in _get_unmoved(differences):
        pin_fields(vehicle, [difference.field])
        pinned[vehicle.pk] = vehicle
        result.settled.append(difference)
    Vehicle.objects.bulk_update(pinned.values(), ["pinned_fields"], 200)
    _let_stay_withdrawn(
        [e.vehicle_id for e in result.settled if e.vehicle_id and e.field == STATUS]
    )
    return result


def _let_stay_withdrawn(keys: list[int]) -> None:
    """A sync brings back whatever was missing and is in the feed again, unless it was not away."""
    withdrawn = Vehicle.objects.filter(pk__in=keys, status=Vehicle.Status.WITHDRAWN)
    withdrawn.update(**NOT_AWAY)


class VehicleEdit:
    """Sets ``vehicle``, which is not saved yet, to what EasyCars has.

    ``before`` and ``after`` hold what was changed, ``written`` the fields that have to be saved.
    """

    def __init__(self, vehicle: Vehicle) -> None:
        self.vehicle = vehicle
        self.title_before = vehicle.title
        self.before: dict[str, Any] = {}
        self.after: dict[str, Any] = {}
        self.written = {"pinned_fields"}
        self._price_before = vehicle.price

    @property
    def is_back(self) -> bool:
        return self.before.get(STATUS) == Vehicle.Status.WITHDRAWN

    def take(self, difference: Difference) -> None:
        name = difference.field
        value = Vehicle._meta.get_field(name).to_python(difference.theirs)  # type: ignore[union-attr]
        self.before[name] = getattr(self.vehicle, name)
        self.after[name] = value
        setattr(self.vehicle, name, value)
        self.vehicle.pinned_fields = [each for each in self.vehicle.pinned_fields if each != name]
        self.written.add(name)

    def finish(self, now: datetime) -> None:
        """Set what follows from the fields that were taken."""
        if self.vehicle.follow_price(self._price_before, now):
            self.written |= {"previous_price", "price_changed_at"}
        if self.vehicle.follow_status(now):
            self.written.add("withdrawn_at")

    def as_change(self, run: SyncRun, user: Any) -> SyncChange:
        return SyncChange(
            run=run,
            action=SyncChange.Action.UPDATED,
            vehicle=self.vehicle,
            user=user,
            reference=self.vehicle.stock_number,
            title=self.vehicle.title[:255],
            before=self.before,
            after=self.after,
        )


def _save(run: SyncRun, edits: Sequence[VehicleEdit], now: datetime, user: Any) -> None:
    for edit in edits:
        edit.finish(now)
    vehicles = [edit.vehicle for edit in edits]
    written = set().union(*(edit.written for edit in edits))
    Vehicle.objects.bulk_update(vehicles, sorted(written), 200)
    returned = [edit.vehicle.pk for edit in edits if edit.is_back]
    Vehicle.objects.filter(pk__in=returned).update(**NOT_AWAY)
    index_changed_vehicles(vehicles, written)
    retitle_pages((edit.vehicle, edit.title_before) for edit in edits)
    purge_pages(vehicles)
    SyncChange.objects.bulk_create(edit.as_change(run, user) for edit in edits)
    announce(vehicles_updated, run, vehicles)


def _get_unmoved(differences: Sequence[Difference]) -> list[tuple[Difference, Vehicle]]:
    keys = {difference.vehicle_id for difference in differences}
    vehicles = Vehicle.objects.select_for_update().in_bulk([key for key in keys if key])
    mapper = get_mapper()
    pairs = [(each, vehicles[each.vehicle_id]) for each in differences if each.vehicle_id]
    return [pair for pair in pairs if _is_unmoved(*pair, mapper)]


def _is_unmoved(difference: Difference, vehicle: Vehicle, mapper: StockMapper) -> bool:
    """Return whether both sides still have what they had when they were compared."""
    if as_json(getattr(vehicle, difference.field)) != difference.ours:
        return False
    if vehicle.feed_digest == difference.feed_digest:
        return True
    try:
        values = {**mapper.map(vehicle.feed), "stock_number": vehicle.stock_number}
    except ItemRejected:
        return False
    return bool(as_json(values.get(difference.field)) == difference.theirs)

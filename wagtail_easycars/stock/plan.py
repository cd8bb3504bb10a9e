"""What a run would do: the feed compared with what the site has. Reads nothing, writes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from wagtail_easycars.models import Vehicle
from wagtail_easycars.stock.feed import Failure, Feed, FeedItem, get_title
from wagtail_easycars.stock.item import CONTRACT_FIELDS, ItemRejected
from wagtail_easycars.stock.mapping import StockMapper

VIN_LENGTH = 17


class KnownVehicle(NamedTuple):
    """What a plan has to know of a vehicle; the names are ``Vehicle``'s."""

    pk: int
    stock_number: str
    feed_digest: str
    status: str
    source: str
    vin: str
    withdrawal_held_at: datetime | None
    last_seen_at: datetime | None

    @property
    def is_listed(self) -> bool:
        return self.status in Vehicle.LISTED

    @property
    def is_gone(self) -> bool:
        return self.status == Vehicle.Status.WITHDRAWN

    @property
    def has_been_away(self) -> bool:
        return self.last_seen_at is not None


@dataclass(frozen=True, slots=True)
class Creation:
    item: FeedItem
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Update:
    """``is_relisted``: the same car under a new stock number; ``is_back``: it had gone missing."""

    known: KnownVehicle
    item: FeedItem
    values: dict[str, Any]
    is_relisted: bool = False
    is_back: bool = False


@dataclass(slots=True)
class Plan:
    creations: list[Creation] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)
    unchanged: int = 0
    missing: list[KnownVehicle] = field(default_factory=list)
    listed: int = 0
    failures: list[Failure] = field(default_factory=list)
    unknown_fields: set[str] = field(default_factory=set)


def make_plan(feed: Feed, known_vehicles: Iterable[KnownVehicle], mapper: StockMapper) -> Plan:
    """Return what makes the site's vehicles equal to ``feed``.

    Vehicles entered by hand are left alone: they are neither changed nor missing.
    """
    known = {vehicle.stock_number: vehicle for vehicle in known_vehicles}
    synced = [vehicle for vehicle in known.values() if vehicle.source == Vehicle.Source.EASYCARS]
    in_feed = feed.stock_numbers
    absent = [vehicle for vehicle in synced if vehicle.stock_number not in in_feed]
    relisting = RelistedVehicles(feed, known, absent)

    plan = Plan(failures=list(feed.failures))
    plan.listed = sum(1 for vehicle in synced if vehicle.is_listed)
    for stock_number, item in feed.items.items():
        vehicle = known.get(stock_number)
        is_relisted = vehicle is None
        if vehicle is None:
            vehicle = relisting.find(item)
        elif vehicle.feed_digest == item.digest and not vehicle.has_been_away:
            plan.unchanged += 1
            continue
        _add_item(plan, item, vehicle, is_relisted, mapper)

    relisted = {update.known.pk for update in plan.updates if update.is_relisted}
    relisted |= relisting.kept
    plan.missing = [v for v in absent if not v.is_gone and v.pk not in relisted]
    return plan


def _add_item(
    plan: Plan,
    item: FeedItem,
    vehicle: KnownVehicle | None,
    is_relisted: bool,
    mapper: StockMapper,
) -> None:
    if vehicle is not None and vehicle.source == Vehicle.Source.MANUAL:
        reason = _("A vehicle entered by hand has this stock number. Change one of the two.")
        plan.failures.append(Failure(item.stock_number, reason, get_title(item.raw)))
        return
    try:
        values = mapper.map(item.raw)
    except ItemRejected as error:
        plan.failures.append(Failure(item.stock_number, str(error), get_title(item.raw)))
        return
    plan.unknown_fields.update(item.raw.keys() - CONTRACT_FIELDS)
    if vehicle is None:
        plan.creations.append(Creation(item, values))
    else:
        is_back = vehicle.has_been_away
        plan.updates.append(Update(vehicle, item, values, is_relisted, is_back))


class RelistedVehicles:
    """Finds the vehicle that an unknown stock number belongs to, by its full VIN.

    Only a VIN that one item of the feed and one vehicle of the site bear counts, and only where
    that vehicle is absent from the feed: anything else would join two cars.
    """

    def __init__(
        self, feed: Feed, known: dict[str, KnownVehicle], absent: list[KnownVehicle]
    ) -> None:
        self._bearers = Counter(vehicle.vin for vehicle in known.values())
        self._absent = {vehicle.vin: vehicle for vehicle in absent if is_full_vin(vehicle.vin)}
        self._in_feed: Counter[str] = Counter()
        # The vehicles of relisted items, also where the item turns out to be unusable.
        self.kept: set[int] = set()
        if self._absent:
            self._in_feed.update(get_vin(item) for item in feed.items.values())

    def find(self, item: FeedItem) -> KnownVehicle | None:
        vin = get_vin(item)
        vehicle = self._absent.get(vin)
        if vehicle is None or self._bearers[vin] != 1 or self._in_feed[vin] != 1:
            return None
        self.kept.add(vehicle.pk)
        return vehicle


def get_vin(item: FeedItem) -> str:
    vin = item.raw.get("VIN")
    return vin.strip().upper() if isinstance(vin, str) else ""


def is_full_vin(vin: str) -> bool:
    """Return whether ``vin`` is whole: chassis numbers and parts of a VIN identify no vehicle."""
    return len(vin) == VIN_LENGTH and vin.isalnum() and vin.isascii()

"""What a run would do: the feed compared with what the site has. Reads nothing, writes nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from wagtail_easycars.stock.errors import ItemRejected
from wagtail_easycars.stock.feed import Failure, Feed, FeedItem
from wagtail_easycars.stock.identity import identify
from wagtail_easycars.stock.item import CONTRACT_FIELDS
from wagtail_easycars.stock.known import KnownVehicle, by_identity
from wagtail_easycars.stock.mapping import StockMapper
from wagtail_easycars.stock.relisting import RelistedVehicles


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
    """``listed`` are the vehicles from the feed that visitors see now; ``missing`` are no longer in
    the feed; ``unusable`` are held ones that are in the feed again, though not in a usable way;
    ``left_off`` is how many of the feed people have decided not to have on the site."""

    creations: list[Creation] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)
    unchanged: int = 0
    listed: list[KnownVehicle] = field(default_factory=list)
    missing: list[KnownVehicle] = field(default_factory=list)
    unusable: list[KnownVehicle] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    unknown_fields: set[str] = field(default_factory=set)
    left_off: int = 0


def make_plan(feed: Feed, known_vehicles: Collection[KnownVehicle], mapper: StockMapper) -> Plan:
    """Return what makes the site's vehicles equal to ``feed``.

    Vehicles entered by hand are left alone: they are neither changed nor missing.
    """
    known = by_identity(known_vehicles)
    synced = {identity: vehicle for identity, vehicle in known.items() if vehicle.is_synced}
    in_feed = feed.identities
    absent = [vehicle for identity, vehicle in synced.items() if identity not in in_feed]
    relisting = RelistedVehicles(feed, known_vehicles, absent)

    plan = Plan(failures=list(feed.failures))
    plan.listed = [vehicle for vehicle in synced.values() if vehicle.is_listed]
    for identity, item in feed.items.items():
        vehicle = known.get(identity)
        is_relisted = vehicle is None
        if vehicle is None:
            vehicle = relisting.find(item)
        elif vehicle.feed_digest == item.digest and not vehicle.has_been_away:
            plan.unchanged += 1
            continue
        _add_item(plan, item, vehicle, is_relisted, mapper)

    plan.missing = [v for v in absent if not v.is_gone and v.pk not in relisting.kept]
    plan.unusable = _held_but_unusable(plan, synced)
    return plan


def _add_item(
    plan: Plan,
    item: FeedItem,
    vehicle: KnownVehicle | None,
    is_relisted: bool,
    mapper: StockMapper,
) -> None:
    if vehicle is not None and not vehicle.is_synced:
        reason = _("A vehicle entered by hand has this stock number. Change one of the two.")
        plan.failures.append(Failure.of(item.raw, reason))
        return
    try:
        values = mapper.map(item.raw)
    except ItemRejected as error:
        plan.failures.append(Failure.of(item.raw, str(error)))
        return
    plan.unknown_fields.update(item.raw.keys() - CONTRACT_FIELDS)
    if vehicle is None:
        plan.creations.append(Creation(item, values))
    else:
        is_back = vehicle.has_been_away
        plan.updates.append(Update(vehicle, item, values, is_relisted, is_back))


def _held_but_unusable(plan: Plan, synced: dict[str, KnownVehicle]) -> list[KnownVehicle]:
    failed = {identify(failure.stock_number) for failure in plan.failures}
    held = {identity: vehicle for identity, vehicle in synced.items() if vehicle.is_held}
    return [vehicle for identity, vehicle in held.items() if identity in failed]

"""Vehicles that both sides have, with details that differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wagtail_easycars.models import Difference, Vehicle
from wagtail_easycars.reconciliation.found import TITLE_LENGTH, Found, as_json
from wagtail_easycars.runs.batches import batches
from wagtail_easycars.stock.changes import differing_facts
from wagtail_easycars.stock.errors import ItemRejected
from wagtail_easycars.stock.mapping import StockMapper
from wagtail_easycars.stock.plan import Plan, Update

Kind, Cause = Difference.Kind, Difference.Cause

# What the site's own mapper adds has no form and no words for staff.
NOT_COMPARED = frozenset({"extra"})
STOCK_NUMBER = "stock_number"
# All that the feed says beyond a vehicle's own fields, as one difference.
FACTS = "feed"


def find_field_differences(plan: Plan, in_feed: set[int], mapper: StockMapper) -> Iterator[Found]:
    """Yield each field whose value here is not that of EasyCars, pinned ones among them.

    ``in_feed`` are the keys of the vehicles that the feed has.
    """
    updated: set[int] = set()
    for updates in batches(plan.updates, weigh=lambda update: update.item.size):
        updated.update(update.known.pk for update in updates)
        vehicles = Vehicle.objects.in_bulk([update.known.pk for update in updates])
        for update in updates:
            if update.known.pk in vehicles:
                yield from _differences_to_update(vehicles[update.known.pk], update)
    yield from _find_pinned(in_feed - updated, mapper)


def _differences_to_update(vehicle: Vehicle, update: Update) -> Iterator[Found]:
    returns = update.is_back and vehicle.status == Vehicle.Status.WITHDRAWN
    never_kept = {"status"} if returns else set()
    yield from _compare(vehicle, update.values, never_kept)
    if update.item.stock_number != vehicle.stock_number:
        yield _differs(vehicle, STOCK_NUMBER, update.item.stock_number, Cause.PENDING)
    feed = update.item.storable
    if facts := differing_facts(vehicle.feed, feed):
        yield Found(
            Kind.FIELD,
            Cause.PENDING,
            **_about(vehicle),
            field=FACTS,
            ours={name: vehicle.feed.get(name) for name in facts},
            theirs={name: feed.get(name) for name in facts},
        )


def _find_pinned(keys: set[int], mapper: StockMapper) -> Iterator[Found]:
    """Yield what differs of vehicles whose item in the feed did not change since the last sync."""
    pinned = Vehicle.objects.exclude(pinned_fields=[])
    for some_keys in batches(sorted(keys)):
        for vehicle in pinned.filter(pk__in=some_keys):
            try:
                values = mapper.map(vehicle.feed)
            except ItemRejected:
                continue
            yield from _compare(vehicle, values, set())


def _compare(vehicle: Vehicle, values: dict[str, Any], never_kept: set[str]) -> Iterator[Found]:
    kept = set(vehicle.pinned_fields) - never_kept
    for name, value in values.items():
        if name not in NOT_COMPARED and getattr(vehicle, name) != value:
            yield _differs(vehicle, name, value, Cause.PINNED if name in kept else Cause.PENDING)


def _differs(vehicle: Vehicle, name: str, theirs: Any, cause: str) -> Found:
    return Found(
        Kind.FIELD,
        cause,
        **_about(vehicle),
        field=name,
        ours=as_json(getattr(vehicle, name)),
        theirs=as_json(theirs),
    )


def _about(vehicle: Vehicle) -> dict[str, Any]:
    return {
        "identity": vehicle.pk,
        "vehicle_id": vehicle.pk,
        "reference": vehicle.stock_number,
        "title": vehicle.title[:TITLE_LENGTH],
        "feed_digest": vehicle.feed_digest,
    }

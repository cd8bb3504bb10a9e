"""Vehicles that only one side has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wagtail_easycars.models import Difference, Vehicle
from wagtail_easycars.reconciliation.found import TITLE_LENGTH, Found
from wagtail_easycars.runs.batches import batches
from wagtail_easycars.stock.feed import Failure
from wagtail_easycars.stock.identity import get_full_vin, get_title, identify
from wagtail_easycars.stock.known import KnownVehicle
from wagtail_easycars.stock.plan import Creation, Plan

Kind, Cause = Difference.Kind, Difference.Cause


def find_only_there(plan: Plan, known: Sequence[KnownVehicle]) -> Iterator[Found]:
    """Yield what EasyCars has and the site has not, usable or not.

    What is unusable of a vehicle that the site has is a difference of that vehicle.
    """
    by_hand = [vehicle for vehicle in known if not vehicle.is_synced]
    by_number = {identify(vehicle.stock_number): vehicle for vehicle in by_hand}
    by_vin = {vehicle.vin: vehicle for vehicle in by_hand if vehicle.vin}
    synced = {identify(vehicle.stock_number): vehicle for vehicle in known if vehicle.is_synced}
    for creation in plan.creations:
        yield _new(creation, by_vin.get(get_full_vin(creation.item.raw)))
    for failure in plan.failures:
        identity = identify(failure.stock_number)
        if identity in synced:
            yield _unusable(failure, synced[identity])
        else:
            yield _failed(failure, by_number.get(identity))


def _new(creation: Creation, by_hand: KnownVehicle | None) -> Found:
    item = creation.item
    return Found(
        Kind.ONLY_THERE,
        Cause.BY_HAND if by_hand else Cause.NEW,
        identity=identify(item.stock_number),
        reference=item.stock_number,
        title=get_title(item.raw),
        detail=by_hand.stock_number if by_hand else "",
        item=item.storable,
        feed_digest=item.digest,
    )


def _failed(failure: Failure, by_hand: KnownVehicle | None) -> Found:
    identity = identify(failure.stock_number)
    return Found(
        Kind.ONLY_THERE,
        Cause.BY_HAND if by_hand else Cause.FAILED,
        # Without a stock number it is recognised by what it looks like.
        identity=identity or [failure.title, failure.vin, failure.reason],
        reference=failure.stock_number[:TITLE_LENGTH],
        title=failure.title,
        detail=by_hand.stock_number if by_hand else failure.reason,
    )


def _unusable(failure: Failure, vehicle: KnownVehicle) -> Found:
    return Found(
        Kind.FIELD,
        Cause.FAILED,
        identity=vehicle.pk,
        vehicle_id=vehicle.pk,
        reference=vehicle.stock_number,
        title=failure.title,
        detail=failure.reason,
    )


def find_only_here(
    plan: Plan, known: Sequence[KnownVehicle], *, is_complete: bool, identities: set[str]
) -> Iterator[Found]:
    """Yield the vehicles that visitors see and EasyCars does not have, by batches of queries.

    Where the answer may not be the whole stock, only those that are held already. ``identities``
    are those of the feed.
    """
    missing = [vehicle for vehicle in plan.missing if vehicle.is_listed]
    missing = [vehicle for vehicle in missing if is_complete or vehicle.is_held]
    by_hand = [
        vehicle
        for vehicle in known
        if vehicle.is_listed and not vehicle.is_synced and is_complete
        if identify(vehicle.stock_number) not in identities
    ]
    for vehicles in batches([*missing, *by_hand]):
        titles = _get_titles(vehicles)
        for vehicle in vehicles:
            yield _missing(vehicle, titles.get(vehicle.pk, ""))


def _missing(vehicle: KnownVehicle, title: str) -> Found:
    cause = Cause.HELD if vehicle.is_held else Cause.MISSING
    return Found(
        Kind.ONLY_HERE,
        cause if vehicle.is_synced else Cause.MANUAL,
        identity=vehicle.pk,
        vehicle_id=vehicle.pk,
        reference=vehicle.stock_number,
        title=title,
    )


def _get_titles(vehicles: Sequence[KnownVehicle]) -> dict[int, str]:
    rows = Vehicle.objects.only("year", "make", "model", "badge", "stock_number")
    found = rows.filter(pk__in=[vehicle.pk for vehicle in vehicles])
    return {vehicle.pk: vehicle.title[:TITLE_LENGTH] for vehicle in found}

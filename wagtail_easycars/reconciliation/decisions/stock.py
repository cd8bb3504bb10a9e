"""Vehicles that only one side has: bring them in, leave them off, withdraw or keep them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from wagtail_easycars.models import Difference, SyncChange, SyncRun, Vehicle
from wagtail_easycars.reconciliation.decisions.result import Result
from wagtail_easycars.stock.apply import create_vehicles
from wagtail_easycars.stock.errors import ItemRejected
from wagtail_easycars.stock.identity import identify
from wagtail_easycars.stock.mapping import get_mapper
from wagtail_easycars.stock.plan import Creation
from wagtail_easycars.stock.prepare import known_vehicles, read_items
from wagtail_easycars.stock.withdraw import withdraw_vehicles


def bring_in(run: SyncRun, differences: Sequence[Difference], user: Any) -> Result:
    """Create the vehicles as EasyCars had them; their pages are published afterwards."""
    result, mapper = Result(), get_mapper()
    taken = _get_taken_identities(run.site_id)
    feed = read_items([difference.item for difference in differences], mapper)
    creations = []
    for difference in differences:
        identity = identify(difference.reference)
        item = feed.items.get(identity)
        if item is None or identity in taken:
            continue
        try:
            creations.append(Creation(item, mapper.map(item.raw)))
        except ItemRejected:
            continue
        result.settled.append(difference)
    if creations:
        result.counts["created"] = create_vehicles(run, creations)["created"]
    return result


def leave_off(run: SyncRun, differences: Sequence[Difference], user: Any) -> Result:
    """Have no sync create the vehicles: the decision itself says so to it."""
    taken = _get_taken_identities(run.site_id, but_by_hand=True)
    return Result([each for each in differences if identify(each.reference) not in taken])


def _get_taken_identities(site_id: int, *, but_by_hand: bool = False) -> set[str]:
    vehicles = known_vehicles(site_id)
    return {identify(each.stock_number) for each in vehicles if each.is_synced or not but_by_hand}


def withdraw(run: SyncRun, differences: Sequence[Difference], user: Any) -> Result:
    """Take the vehicles off the site."""
    result = Result(_get_still_missing(run.site_id, differences))
    vehicles = [each.vehicle for each in result.settled if each.vehicle]
    if vehicles:
        result.counts += withdraw_vehicles(
            run,
            vehicles,
            last_seen_at=SyncRun.objects.last_complete_stock_run(run.site_id),
            reason=_("Decided by a person: EasyCars does not have it."),
            user=user,
        )
    return result


def keep_on_site(run: SyncRun, differences: Sequence[Difference], user: Any) -> Result:
    """Keep the vehicles, and have no sync ask again: the decision itself says so to it."""
    result = Result(_get_still_missing(run.site_id, differences))
    last_seen_at = SyncRun.objects.last_complete_stock_run(run.site_id)
    vehicles = [each.vehicle for each in result.settled if each.vehicle]
    for vehicle in vehicles:
        _note_missing(vehicle, last_seen_at)
    Vehicle.objects.bulk_update(
        vehicles, ["withdrawal_held_at", "withdrawal_held_by", "last_seen_at"], 200
    )
    SyncChange.objects.bulk_create(_as_kept(run, vehicle, user) for vehicle in vehicles)
    return result


def _note_missing(vehicle: Vehicle, last_seen_at: datetime | None) -> None:
    """A sync sees by ``last_seen_at`` that a vehicle is back, which ends the decision."""
    vehicle.withdrawal_held_at = vehicle.withdrawal_held_by = None
    if vehicle.source == Vehicle.Source.EASYCARS:
        stored = vehicle.__dict__["last_seen_at"]
        vehicle.last_seen_at = stored or last_seen_at or vehicle.first_seen_at


def _as_kept(run: SyncRun, vehicle: Vehicle, user: Any) -> SyncChange:
    return SyncChange(
        run=run,
        action=SyncChange.Action.DISMISSED,
        vehicle=vehicle,
        user=user,
        reference=vehicle.stock_number,
        title=vehicle.title[:255],
        error=_("Kept on the site although EasyCars does not have it."),
    )


def _get_still_missing(site_id: int, differences: Sequence[Difference]) -> list[Difference]:
    """Return those whose vehicle is still on the site and, as far as is known, not in the feed.

    A complete sync after the comparison would have withdrawn or held what is missing.
    """
    synced_since = _is_synced_since_compared(site_id)
    return [
        difference
        for difference in differences
        if difference.vehicle and _is_still_missing(difference, difference.vehicle, synced_since)
    ]


def _is_still_missing(difference: Difference, vehicle: Vehicle, synced_since: bool) -> bool:
    if not vehicle.is_listed:
        return False
    is_known_to_be = (
        vehicle.source == Vehicle.Source.MANUAL
        or vehicle.withdrawal_held_at is not None
        or difference.decision == Difference.Decision.OURS
    )
    return is_known_to_be or not synced_since


def _is_synced_since_compared(site_id: int) -> bool:
    comparisons = SyncRun.objects.filter(
        site=site_id, kind=SyncRun.Kind.COMPARISON, is_complete=True
    )
    compared_at = comparisons.order_by("-pk").values_list("started_at", flat=True).first()
    synced_at = SyncRun.objects.last_complete_stock_run(site_id)
    return bool(synced_at and (compared_at is None or synced_at > compared_at))

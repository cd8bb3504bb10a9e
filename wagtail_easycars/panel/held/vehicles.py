"""Held vehicles with what a person needs to decide on them, in few queries for all of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Site

from wagtail_easycars.listing.cards import WIDE_FIELDS
from wagtail_easycars.models import SyncChange, Vehicle
from wagtail_easycars.panel.vehicles.photos import get_photos
from wagtail_easycars.stock.held import get_held_vehicles


def get_listed_held_vehicles(site: Site) -> QuerySet[Vehicle]:
    """Return the held vehicles of ``site``, without what no list shows."""
    return get_held_vehicles(site).defer(*WIDE_FIELDS)


def add_pictures_and_reasons(vehicles: Sequence[Any]) -> None:
    """Set ``picture``, and ``held_because`` ('' where nobody knows any more), of each vehicle."""
    photos = get_photos(vehicles)
    reasons = _load_reasons(vehicles)
    for vehicle in vehicles:
        vehicle.picture = photos[vehicle.pk]
        vehicle.held_because = reasons.get((vehicle.pk, vehicle.withdrawal_held_by_id), "")


def _load_reasons(vehicles: Iterable[Vehicle]) -> dict[tuple[int | None, int], str]:
    keys = [vehicle.pk for vehicle in vehicles]
    runs = {vehicle.withdrawal_held_by_id for vehicle in vehicles if vehicle.withdrawal_held_by_id}
    held = SyncChange.objects.filter(
        run__in=runs, action=SyncChange.Action.HELD, vehicle__in=keys
    ).order_by()
    return {
        (vehicle, run): reason
        for vehicle, run, reason in held.values_list("vehicle_id", "run_id", "error")
    }


def get_fingerprint(vehicles: QuerySet[Vehicle]) -> str:
    """Return what differs as soon as other vehicles are held, or the same ones anew."""
    rows = vehicles.order_by("pk").values_list("pk", "withdrawal_held_at")
    text = ";".join(f"{pk}:{held_at.isoformat()}" for pk, held_at in rows if held_at)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()

"""Held vehicles with what a person needs to decide on them, in few queries for all of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from wagtail.models import Site

from wagtail_easycars.listing.cards import WIDE_FIELDS
from wagtail_easycars.listing.pictures import load_images
from wagtail_easycars.models import SyncChange, Vehicle, VehicleImage
from wagtail_easycars.presentation.pictures import get_picture
from wagtail_easycars.stock.held import get_held_vehicles


def get_listed_held_vehicles(site: Site) -> QuerySet[Vehicle]:
    """Return the held vehicles of ``site``, without what no list shows."""
    images = VehicleImage.objects.displayable().filter(vehicle=OuterRef("pk"))
    first_image = images.order_by("position", "pk").values("pk")[:1]
    vehicles = get_held_vehicles(site).defer(*WIDE_FIELDS)
    return vehicles.annotate(first_image_id=Subquery(first_image))


def add_pictures_and_reasons(vehicles: Sequence[Any]) -> None:
    """Set ``picture``, and ``held_because`` ('' where nobody knows any more), of each vehicle."""
    images = _load_first_images(vehicles)
    reasons = _load_reasons(vehicles)
    for vehicle in vehicles:
        vehicle.picture = get_picture(vehicle, images.get(vehicle.pk))
        vehicle.held_because = reasons.get((vehicle.pk, vehicle.withdrawal_held_by_id), "")


def _load_first_images(vehicles: Iterable[Any]) -> dict[int, VehicleImage]:
    keys = [vehicle.first_image_id for vehicle in vehicles if vehicle.first_image_id]
    return {
        image.vehicle_id: image for image in load_images(VehicleImage.objects.filter(pk__in=keys))
    }


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

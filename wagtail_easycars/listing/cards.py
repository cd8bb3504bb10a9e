"""Vehicles as cards with page and first picture: as many queries for one as for many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, OuterRef, Subquery
from django.http import HttpRequest

from wagtail_easycars.listing.pictures import load_images
from wagtail_easycars.listing.stock import get_vehicle_pages
from wagtail_easycars.models.images import VehicleImage
from wagtail_easycars.models.runs import SyncRun
from wagtail_easycars.models.vehicles import Vehicle
from wagtail_easycars.presentation import VehicleDisplay
from wagtail_easycars.presentation.pictures import Picture, get_picture

# Columns that hold kilobytes, and that no card shows.
WIDE_FIELDS = ("feed", "description", "extra", "pinned_fields")


@dataclass(frozen=True)
class VehicleCard:
    """What a card's template gets as ``card``."""

    vehicle: Vehicle
    display: VehicleDisplay
    page: Any
    url: str
    picture: Picture
    picture_count: int


def get_cards(
    keys: Sequence[int], inventory_page: Any, request: HttpRequest | None
) -> list[VehicleCard]:
    """Return cards of the vehicles ``keys``, in that order.

    A vehicle that was sold, or whose page was taken down, since its key was found has none.
    """
    if not keys:
        return []
    vehicles = _load_vehicles(keys)
    pages = _load_pages(keys, inventory_page)
    images = _load_images(vehicles.values())
    imports = get_first_imports({vehicle.site_id for vehicle in vehicles.values()})
    return [
        VehicleCard(
            vehicle=vehicle,
            display=VehicleDisplay(vehicle, imports.get(vehicle.site_id)),
            page=pages[key],
            url=pages[key].get_url(request) or "",
            picture=get_picture(vehicle, images.get(key)),
            picture_count=vehicle.picture_count or 0,
        )
        for key in keys
        if (vehicle := vehicles.get(key)) and key in pages
    ]


def _load_vehicles(keys: Sequence[int]) -> dict[int, Any]:
    images = VehicleImage.objects.displayable().filter(vehicle=OuterRef("pk"))
    counts = images.order_by().values("vehicle").annotate(count=Count("pk")).values("count")
    vehicles = Vehicle.objects.listed().filter(pk__in=keys).defer(*WIDE_FIELDS)
    vehicles = vehicles.annotate(
        first_image_id=Subquery(images.order_by("position", "pk").values("pk")[:1]),
        picture_count=Subquery(counts),
    )
    return {vehicle.pk: vehicle for vehicle in vehicles}


def _load_pages(keys: Sequence[int], inventory_page: Any) -> dict[int, Any]:
    pages = get_vehicle_pages(inventory_page).filter(vehicle__in=keys).order_by("-pk")
    return {page.vehicle_id: page for page in pages}


def _load_images(vehicles: Iterable[Any]) -> dict[int, VehicleImage]:
    keys = [vehicle.first_image_id for vehicle in vehicles if vehicle.first_image_id]
    images = load_images(VehicleImage.objects.filter(pk__in=keys))
    return {image.vehicle_id: image for image in images}


def get_first_imports(site_ids: Iterable[int]) -> dict[int, datetime]:
    """Return when each site's stock was first complete."""
    runs = SyncRun.objects.filter(
        site__in=site_ids, kind=SyncRun.Kind.STOCK, is_complete=True, finished_at__isnull=False
    ).order_by()
    return dict(runs.values_list("site_id").annotate(first=Min("finished_at")))

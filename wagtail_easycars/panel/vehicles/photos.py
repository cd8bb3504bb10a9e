"""The first picture of each of several vehicles, as visitors see it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import OuterRef, Subquery

from wagtail_easycars.listing.pictures import load_images
from wagtail_easycars.models import Vehicle, VehicleImage
from wagtail_easycars.presentation.pictures import Picture, get_picture


def get_photos(vehicles: Iterable[Vehicle]) -> dict[int, Picture]:
    """Return the first picture of each of ``vehicles`` by its key, in a few queries for all.

    Where there is none it is a drawing, whose address is ''. No picture is made for it.
    """
    by_key = {vehicle.pk: vehicle for vehicle in vehicles}
    images = {image.vehicle_id: image for image in _load_first_images(list(by_key))}
    return {key: get_picture(vehicle, images.get(key)) for key, vehicle in by_key.items()}


def _load_first_images(keys: list[int]) -> list[VehicleImage]:
    images = VehicleImage.objects.displayable().filter(vehicle=OuterRef("pk"))
    first = Subquery(images.order_by("position", "pk").values("pk")[:1])
    found = Vehicle.objects.filter(pk__in=keys).order_by().annotate(first_image=first)
    first_images = [key for key in found.values_list("first_image", flat=True) if key]
    return load_images(VehicleImage.objects.filter(pk__in=first_images))

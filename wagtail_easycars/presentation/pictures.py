"""A vehicle's pictures as a browser loads them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wagtail_easycars.models.images import VehicleImage
from wagtail_easycars.models.vehicles import Vehicle
from wagtail_easycars.presentation.links import is_safe_link

SHAPES = {"A": "car", "B": "boat", "C": "caravan", "H": "truck", "M": "motorbike", "T": "trailer"}
CAR_SHAPES = (("UTE", "ute"), ("P/UP", "ute"), ("CAB CHASSIS", "ute"), ("VAN", "van"))


@dataclass(frozen=True)
class Picture:
    """``url`` is '' where there is only the drawing of a ``shape`` to show; sizes are in pixels."""

    url: str
    shape: str
    width: int = 1200
    height: int = 900


def get_shape(vehicle: Vehicle) -> str:
    """Return the drawing that stands for ``vehicle`` where it has no picture."""
    shape = SHAPES.get(vehicle.vehicle_type, "car")
    if shape != "car":
        return shape
    body = vehicle.body.upper()
    return next((name for word, name in CAR_SHAPES if word in body), "car")


def get_picture(vehicle: Vehicle, image: VehicleImage | None) -> Picture:
    """Return the picture to show for ``image``, or the drawing where it has no usable address."""
    shape = get_shape(vehicle)
    if image is None or not is_safe_link(image.source_url, ("http", "https")):
        return Picture("", shape)
    stored = image.stored_image
    if stored and stored.width and stored.height:
        return Picture(image.source_url, shape, stored.width, stored.height)
    return Picture(image.source_url, shape)


def get_gallery(vehicle: Vehicle, images: Iterable[VehicleImage]) -> list[Picture]:
    """Return the pictures of ``vehicle`` in their order, or one drawing where there is none."""
    pictures = [get_picture(vehicle, image) for image in images]
    return [picture for picture in pictures if picture.url] or [get_picture(vehicle, None)]

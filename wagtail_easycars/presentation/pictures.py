"""A vehicle's pictures as a browser loads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from wagtail_easycars.images.storage.choose import get_storage_at
from wagtail_easycars.models.images import StoredImage, VehicleImage
from wagtail_easycars.models.vehicles import Vehicle
from wagtail_easycars.presentation.links import is_safe_link

SHAPES = {"A": "car", "B": "boat", "C": "caravan", "H": "truck", "M": "motorbike", "T": "trailer"}
CAR_SHAPES = (("UTE", "ute"), ("P/UP", "ute"), ("CAB CHASSIS", "ute"), ("VAN", "van"))
WIDTHS = (320, 480, 640, 960, 1280, 1920)


@dataclass(frozen=True)
class Picture:
    """A picture, or the drawing of a ``shape`` where ``url`` is ''; sizes are in pixels.

    ``url`` is the largest to be had; ``urls_by_width``, from narrow to wide, is empty where only
    the feed's own address is known.
    """

    url: str
    shape: str
    width: int = 1200
    height: int = 900
    urls_by_width: Mapping[int, str] = field(default_factory=dict)

    def get_url(self, max_width: int) -> str:
        """Return the address of the widest one that is no wider than ``max_width`` pixels."""
        return next(reversed(self._get_fitting(max_width).values()), self.url)

    def get_srcset(self, max_width: int) -> str:
        """Return what a browser can choose from, as in HTML, up to ``max_width`` pixels."""
        fitting = self._get_fitting(max_width)
        return ", ".join(f"{url} {width}w" for width, url in fitting.items())

    def _get_fitting(self, max_width: int) -> dict[int, str]:
        return {width: url for width, url in self.urls_by_width.items() if width <= max_width}


def get_shape(vehicle: Vehicle) -> str:
    """Return the drawing that stands for ``vehicle`` where it has no picture."""
    shape = SHAPES.get(vehicle.vehicle_type, "car")
    if shape != "car":
        return shape
    body = vehicle.body.upper()
    return next((name for word, name in CAR_SHAPES if word in body), "car")


def get_picture(vehicle: Vehicle, image: VehicleImage | None) -> Picture:
    """Return the picture to show for ``image``, or the drawing where it has no usable address.

    Of what is not stored yet, the feed's own address is shown.
    """
    shape = get_shape(vehicle)
    if image is not None and image.stored_image:
        return _get_stored_picture(image.stored_image, shape)
    if image is None or not is_safe_link(image.source_url, ("http", "https")):
        return Picture("", shape)
    return Picture(image.source_url, shape)


def _get_stored_picture(stored: StoredImage, shape: str) -> Picture:
    storage = get_storage_at(stored.storage)
    urls = {width: storage.get_url(stored, width) for width in _get_widths(stored)}
    return Picture(next(reversed(urls.values())), shape, stored.width, stored.height, urls)


def _get_widths(stored: StoredImage) -> list[int]:
    """Return the widths to offer: none is wider than the picture, and one is as wide as it is."""
    largest = min(stored.width, WIDTHS[-1])
    return [*(width for width in WIDTHS if width < largest), largest]


def get_gallery(vehicle: Vehicle, images: Iterable[VehicleImage]) -> list[Picture]:
    """Return the pictures of ``vehicle`` in their order, or one drawing where there is none."""
    pictures = [get_picture(vehicle, image) for image in images]
    return [picture for picture in pictures if picture.url] or [get_picture(vehicle, None)]

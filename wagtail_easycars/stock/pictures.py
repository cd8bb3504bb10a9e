"""The pictures of a vehicle, as the feed names them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from wagtail_easycars.images.addresses import without_query
from wagtail_easycars.models import Vehicle, VehicleImage
from wagtail_easycars.runs.batches import batches
from wagtail_easycars.runs.rows import insert_rows

# More than any dealer takes; a gallery of thousands would be of no use to anybody.
MOST_PICTURES = 100
COLUMNS = ("vehicle_id", "position", "source_url")
ROWS_A_STATEMENT = 200
WEB_ADDRESS = re.compile(r"https?://[^\s/]", re.IGNORECASE)


def get_image_urls(feed: dict[str, Any]) -> list[str]:
    """Return the first hundred web addresses of ``ImageURLs`` in their order, each once."""
    text = feed.get("ImageURLs")
    if not isinstance(text, str):
        return []
    urls = (part.strip() for part in text.split(","))
    return list(dict.fromkeys(url for url in urls if WEB_ADDRESS.match(url)))[:MOST_PICTURES]


def create_images(vehicles: Iterable[Vehicle]) -> None:
    """Record the pictures of new vehicles as waiting."""
    rows = [
        (vehicle.pk, position, url)
        for vehicle in vehicles
        for position, url in enumerate(get_image_urls(vehicle.feed))
    ]
    insert_rows(VehicleImage, COLUMNS, rows, {})


def update_images(vehicles: Iterable[Vehicle]) -> None:
    """Bring the pictures of changed vehicles in line with their feed: set, order, nothing twice.

    A place whose address is gone goes to a new address, and shows what it shows until the picture
    of that is stored.
    """
    galleries = {vehicle.pk: Gallery(vehicle) for vehicle in vehicles}
    for image in VehicleImage.objects.filter(vehicle__in=galleries).order_by("position", "pk"):
        galleries[image.vehicle_id].images.append(image)
    gone: list[int] = []
    changed: list[VehicleImage] = []
    new: list[tuple[int, int, str]] = []
    for gallery in galleries.values():
        gallery.arrange()
        gone += gallery.gone
        changed += gallery.changed
        new += gallery.new
    for keys in batches(gone, size=ROWS_A_STATEMENT):
        VehicleImage.objects.filter(pk__in=keys).delete()
    VehicleImage.objects.bulk_update(
        changed, ["position", "source_url", "source"], batch_size=ROWS_A_STATEMENT
    )
    insert_rows(VehicleImage, COLUMNS, new, {})


class Gallery:
    """The places of one vehicle, and how they come to hold the addresses of its feed.

    ``arrange()`` says which rows are ``gone`` (their keys), ``changed``, and ``new`` (``COLUMNS``).
    """

    def __init__(self, vehicle: Vehicle) -> None:
        self.images: list[VehicleImage] = []
        self.gone: list[int] = []
        self.changed: list[VehicleImage] = []
        self.new: list[tuple[int, int, str]] = []
        self._vehicle_id = vehicle.pk
        self._urls = get_image_urls(vehicle.feed)

    def arrange(self) -> None:
        placed = self._place_known()
        free = [image for image in self.images if image not in placed.values()]
        for is_heir in (_has_same_address, _has_same_position):
            self._give_away(free, placed, is_heir)
        self.gone = [image.pk for image in free]
        for position, url in enumerate(self._urls):
            if position not in placed:
                self.new.append((self._vehicle_id, position, url))
            else:
                self._move(placed[position], position, url)

    def _place_known(self) -> dict[int, VehicleImage]:
        by_url = {image.source_url: image for image in self.images}
        return {position: by_url[url] for position, url in enumerate(self._urls) if url in by_url}

    def _give_away(
        self,
        free: list[VehicleImage],
        placed: dict[int, VehicleImage],
        is_heir: Callable[[VehicleImage, int, str], bool],
    ) -> None:
        for position, url in enumerate(self._urls):
            if position in placed:
                continue
            image = next((image for image in free if is_heir(image, position, url)), None)
            if image is not None:
                placed[position] = image
                free.remove(image)

    def _move(self, image: VehicleImage, position: int, url: str) -> None:
        if (image.position, image.source_url) == (position, url):
            return
        if image.source_url != url:
            image.source_url, image.source = url, None
        image.position = position
        self.changed.append(image)


def _has_same_address(image: VehicleImage, position: int, url: str) -> bool:
    return without_query(image.source_url) == without_query(url)


def _has_same_position(image: VehicleImage, position: int, url: str) -> bool:
    return image.position == position

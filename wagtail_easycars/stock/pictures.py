"""The pictures of a vehicle, as the feed names them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from wagtail_easycars.models import Vehicle, VehicleImage
from wagtail_easycars.runs.rows import insert_rows

# More than any dealer takes; a gallery of thousands would be of no use to anybody.
MOST_PICTURES = 100
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
    insert_rows(VehicleImage, ("vehicle_id", "position", "source_url"), rows, {})


def update_images(vehicles: Iterable[Vehicle]) -> None:
    """Bring the pictures of changed vehicles in line with their feed: set, order, nothing twice."""
    wanted = {vehicle.pk: get_image_urls(vehicle.feed) for vehicle in vehicles}
    existing: dict[int, dict[str, VehicleImage]] = {pk: {} for pk in wanted}
    for image in VehicleImage.objects.filter(vehicle__in=wanted):
        existing[image.vehicle_id][image.source_url] = image
    gone: list[int] = []
    moved: list[VehicleImage] = []
    new: list[VehicleImage] = []
    for pk, urls in wanted.items():
        images = existing[pk]
        gone += [image.pk for url, image in images.items() if url not in urls]
        for position, url in enumerate(urls):
            if url not in images:
                new.append(VehicleImage(vehicle_id=pk, position=position, source_url=url))
            elif images[url].position != position:
                images[url].position = position
                moved.append(images[url])
    VehicleImage.objects.filter(pk__in=gone).delete()
    VehicleImage.objects.bulk_update(moved, ["position"], batch_size=200)
    VehicleImage.objects.bulk_create(new)

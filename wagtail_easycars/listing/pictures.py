"""Pictures with what their addresses need, in few queries for all of them."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from wagtail_easycars.images.errors import StorageUnusable
from wagtail_easycars.images.storage.choose import get_storage_at
from wagtail_easycars.models.images import VehicleImage

logger = logging.getLogger("wagtail_easycars")


def load_images(images: QuerySet[VehicleImage]) -> list[VehicleImage]:
    """Return ``images``, ready for their addresses to be told without a query."""
    loaded = list(images.select_related("stored_image"))
    prefetch_images(loaded)
    return loaded


def prefetch_images(images: Iterable[VehicleImage]) -> None:
    """Load what the addresses of ``images`` need; they have come with their ``stored_image``.

    One whose storage the installation does not know any more is as if it were not stored.
    """
    by_location = defaultdict(list)
    for image in images:
        if image.stored_image:
            by_location[image.stored_image.storage].append(image)
    for location, images_there in by_location.items():
        _prefetch(location, images_there)


def _prefetch(location: str, images: Sequence[VehicleImage]) -> None:
    try:
        get_storage_at(location).prefetch(
            [each.stored_image for each in images if each.stored_image]
        )
    except StorageUnusable as error:
        logger.warning("Pictures at %s cannot be shown: %s", location, error)
        for image in images:
            image.stored_image = None

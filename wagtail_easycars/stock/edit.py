"""What people change of a vehicle, written with what follows from it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from wagtail_easycars.models import Vehicle
from wagtail_easycars.publishing.retitle import retitle_pages


class Edit:
    """Made before ``vehicle``, which is locked, is changed; ``save()`` writes what was changed."""

    def __init__(self, vehicle: Vehicle) -> None:
        self.vehicle = vehicle
        self._former_title = vehicle.title
        self._former_price = vehicle.price

    def save(self, names: Iterable[str], *, user: Any) -> None:
        """Write the fields ``names``, what they say of the price and since when the vehicle is off
        the site, and the titles of its pages. Must run in a transaction."""
        written, now = set(names), timezone.now()
        if self.vehicle.follow_price(self._former_price, now):
            written |= {"previous_price", "price_changed_at"}
        if self.vehicle.follow_status(now):
            written.add("withdrawn_at")
        self.vehicle.save(update_fields=written)
        if self.vehicle.title != self._former_title:
            retitle_pages([(self.vehicle, self._former_title)], user=user)

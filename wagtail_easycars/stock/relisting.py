"""Cars that come under another stock number than before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from wagtail_easycars.stock.feed import Feed, FeedItem
from wagtail_easycars.stock.identity import get_full_vin, is_full_vin
from wagtail_easycars.stock.known import KnownVehicle


class RelistedVehicles:
    """Finds the vehicle that an unknown stock number belongs to, by its full VIN.

    Only a VIN that one item of the feed and one vehicle of the site bear counts, and only where
    that vehicle is absent from the feed: anything else would join two cars.
    """

    def __init__(
        self, feed: Feed, known: Collection[KnownVehicle], absent: Collection[KnownVehicle]
    ) -> None:
        self._bearers = Counter(vehicle.vin for vehicle in known)
        self._absent = {vehicle.vin: vehicle for vehicle in absent if is_full_vin(vehicle.vin)}
        self._in_feed: Counter[str] = Counter()
        # Vehicles that are in the feed after all, also where their item turns out to be unusable.
        self.kept: set[int] = set()
        if self._absent:
            self._in_feed.update(get_full_vin(item.raw) for item in feed.items.values())
            self._keep_those_of_unusable_items(feed)

    def _keep_those_of_unusable_items(self, feed: Feed) -> None:
        vins = {failure.vin for failure in feed.failures if failure.vin}
        self.kept.update(vehicle.pk for vin, vehicle in self._absent.items() if vin in vins)

    def find(self, item: FeedItem) -> KnownVehicle | None:
        vin = get_full_vin(item.raw) if self._absent else ""
        vehicle = self._absent.get(vin)
        if vehicle is None or self._bearers[vin] != 1 or self._in_feed[vin] != 1:
            return None
        self.kept.add(vehicle.pk)
        return vehicle

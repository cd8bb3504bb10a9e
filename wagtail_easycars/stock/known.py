"""What a plan has to know of the vehicles that a site has already."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from wagtail_easycars.models import Vehicle
from wagtail_easycars.stock.identity import identify


class KnownVehicle(NamedTuple):
    """A vehicle of the site; the names are ``Vehicle``'s."""

    pk: int
    stock_number: str
    feed_digest: str
    status: str
    source: str
    vin: str
    withdrawal_held_at: datetime | None
    first_seen_at: datetime
    last_seen_at: datetime | None

    @property
    def is_listed(self) -> bool:
        return self.status in Vehicle.LISTED

    @property
    def is_gone(self) -> bool:
        return self.status == Vehicle.Status.WITHDRAWN

    @property
    def is_synced(self) -> bool:
        return self.source == Vehicle.Source.EASYCARS

    @property
    def is_held(self) -> bool:
        return self.withdrawal_held_at is not None

    @property
    def has_been_away(self) -> bool:
        return self.last_seen_at is not None


def by_identity(vehicles: Iterable[KnownVehicle]) -> dict[str, KnownVehicle]:
    """Return ``vehicles`` by what identifies them; one from the feed goes before one by hand."""
    found: dict[str, KnownVehicle] = {}
    for vehicle in vehicles:
        identity = identify(vehicle.stock_number)
        if identity not in found or vehicle.is_synced:
            found[identity] = vehicle
    return found

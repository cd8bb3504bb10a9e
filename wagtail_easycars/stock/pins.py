"""Fields that staff have taken over from the feed: a sync leaves them as they are."""

from __future__ import annotations

from collections.abc import Iterable

from wagtail_easycars.models import Vehicle
from wagtail_easycars.stock.mapping import get_mapper

# What identifies a vehicle, and which only the feed can say.
NEVER_PINNED = frozenset({"site", "stock_number"})


def pin_fields(vehicle: Vehicle, names: Iterable[str]) -> None:
    """Note, without saving, that staff have set the fields ``names`` of ``vehicle``.

    Nothing is noted for a vehicle entered by hand: no sync touches it.
    """
    if vehicle.source == Vehicle.Source.EASYCARS:
        pinned = {*vehicle.pinned_fields, *names} - NEVER_PINNED
        vehicle.pinned_fields = sorted(pinned)


def release_fields(vehicle: Vehicle, names: Iterable[str]) -> None:
    """Set, without saving, the fields ``names`` to what the feed said last, and unpin them.

    Raises ``ItemRejected`` where what the feed said cannot be used.
    """
    released = set(names) & set(vehicle.pinned_fields)
    values = get_mapper().map(vehicle.feed) if released else {}
    for name in released & values.keys():
        setattr(vehicle, name, values[name])
    vehicle.pinned_fields = [name for name in vehicle.pinned_fields if name not in released]

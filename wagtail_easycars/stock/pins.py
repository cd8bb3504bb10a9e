"""Fields that staff have taken over from the feed: a sync leaves them as they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from wagtail_easycars.models import Vehicle
from wagtail_easycars.publishing.front_end_cache import purge_pages
from wagtail_easycars.stock.edit import Edit
from wagtail_easycars.stock.mapping import get_mapper

# What identifies a vehicle, and which only the feed can say.
NEVER_PINNED = frozenset({"site", "stock_number"})

# What Wagtail's log calls it; ``data`` names the fields.
PIN_ACTION = "wagtail_easycars.pin"
RELEASE_ACTION = "wagtail_easycars.release"


def pin_fields(vehicle: Vehicle, names: Iterable[str]) -> list[str]:
    """Note, without saving, that staff have set the fields ``names`` of ``vehicle``.

    Return those that were not pinned before. Nothing is noted for a vehicle entered by hand: no
    sync touches it.
    """
    if vehicle.source != Vehicle.Source.EASYCARS:
        return []
    new = sorted({*names} - {*vehicle.pinned_fields} - NEVER_PINNED)
    vehicle.pinned_fields = sorted([*vehicle.pinned_fields, *new])
    return new


def log_pinned(vehicle: Vehicle, names: Collection[str], *, user: Any) -> None:
    """Have Wagtail's log say who keeps the fields ``names`` of ``vehicle`` as they are."""
    if names:
        log(instance=vehicle, action=PIN_ACTION, user=user, data={"fields": sorted(names)})


def release(vehicle: Vehicle, names: Iterable[str], *, user: Any) -> list[str]:
    """Set the fields ``names`` to what the feed said last; from now on they follow it again.

    Return the names of those that did not. Raises ``ItemRejected`` where what the feed said cannot
    be used.
    """
    with transaction.atomic():
        vehicle = Vehicle.objects.select_for_update().get(pk=vehicle.pk)
        edit = Edit(vehicle)
        released = sorted(release_fields(vehicle, names))
        if released:
            edit.save([*released, "pinned_fields"], user=user)
            log(instance=vehicle, action=RELEASE_ACTION, user=user, data={"fields": released})
            purge_pages([vehicle])
    return released


def release_fields(vehicle: Vehicle, names: Iterable[str]) -> set[str]:
    """Set, without saving, the fields ``names`` to what the feed said last, and unpin them.

    Return those that were pinned. Raises ``ItemRejected`` where what the feed said cannot be used.
    """
    released = set(names) & set(vehicle.pinned_fields)
    values = get_mapper().map(vehicle.feed) if released else {}
    for name in released & values.keys():
        if name != "status" or not _is_withdrawn_as_missing(vehicle):
            setattr(vehicle, name, values[name])
    vehicle.pinned_fields = [name for name in vehicle.pinned_fields if name not in released]
    return released


def _is_withdrawn_as_missing(vehicle: Vehicle) -> bool:
    """The feed's last word on such a vehicle is that it is not there any more."""
    is_missing = vehicle.__dict__["last_seen_at"] is not None
    return is_missing and vehicle.status == Vehicle.Status.WITHDRAWN

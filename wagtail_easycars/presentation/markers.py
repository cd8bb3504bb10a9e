"""The small labels on a vehicle's picture."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from wagtail_easycars.models.vehicles import Vehicle

JUST_ARRIVED = timedelta(days=7)
PRICE_DROP = timedelta(days=14)


@dataclass(frozen=True)
class Marker:
    """A label; ``name`` is for CSS."""

    name: str
    label: str


def get_markers(
    vehicle: Vehicle, *, now: datetime, first_import_at: datetime | None
) -> list[Marker]:
    """Return the markers of ``vehicle``.

    ``first_import_at`` is when the site's stock was first complete: what came with it had not just
    arrived at the dealer's.
    """
    if not vehicle.is_listed:
        return [Marker("sold", _("Sold"))]
    markers = []
    if vehicle.status == vehicle.Status.RESERVED:
        markers.append(Marker("reserved", _("Deposit taken")))
    if vehicle.condition in (vehicle.Condition.NEW, vehicle.Condition.DEMO):
        markers.append(Marker(vehicle.condition, str(vehicle.get_condition_display())))
    if has_dropped_in_price(vehicle, now):
        markers.append(Marker("price-drop", _("Price drop")))
    if has_just_arrived(vehicle, now, first_import_at):
        markers.append(Marker("just-arrived", _("Just arrived")))
    return markers


def has_dropped_in_price(vehicle: Vehicle, now: datetime) -> bool:
    if vehicle.price is None or vehicle.previous_price is None or vehicle.price_changed_at is None:
        return False
    return vehicle.price < vehicle.previous_price and now - vehicle.price_changed_at <= PRICE_DROP


def has_just_arrived(vehicle: Vehicle, now: datetime, first_import_at: datetime | None) -> bool:
    if now - vehicle.first_seen_at > JUST_ARRIVED:
        return False
    if first_import_at is None:
        return vehicle.source == vehicle.Source.MANUAL
    return vehicle.first_seen_at > first_import_at

"""The vehicle of a lead, as it was when the visitor asked."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from wagtail_easycars.models import Lead, Vehicle
from wagtail_easycars.models.vehicles import VehicleType
from wagtail_easycars.presentation.prices import get_price

LEAD_TYPES: dict[str, int] = {
    VehicleType.CAR.value: Lead.VehicleType.CAR,
    VehicleType.MOTORBIKE.value: Lead.VehicleType.MOTORBIKE,
    VehicleType.BOAT.value: Lead.VehicleType.BOAT,
    VehicleType.CARAVAN.value: Lead.VehicleType.CARAVAN,
    VehicleType.TRUCK.value: Lead.VehicleType.TRUCK,
    VehicleType.TRAILER.value: Lead.VehicleType.TRAILER,
}
# What CreateLead cannot do without.
REQUIRED_FIELDS = ("vehicle_make", "vehicle_model", "vehicle_year", "vehicle_type")
WITHOUT_VEHICLE = (
    Q(vehicle_make="")
    | Q(vehicle_model="")
    | Q(vehicle_year__isnull=True)
    | Q(vehicle_type__isnull=True)
)


def get_vehicle_values(vehicle: Vehicle) -> dict[str, Any]:
    """Return ``vehicle`` as it is now, by the names of a lead's fields.

    Make and model are cut to the contract's length. A stock number that is longer than the contract
    allows is left out: cut, it would be another vehicle's.
    """
    return {
        "stock_number": vehicle.stock_number if len(vehicle.stock_number) <= 20 else "",
        "vehicle_make": vehicle.make[:100],
        "vehicle_model": vehicle.model[:50],
        "vehicle_year": vehicle.year,
        "vehicle_price": get_price(vehicle).amount,
        "vehicle_type": LEAD_TYPES.get(vehicle.vehicle_type),
        "is_vehicle_new": vehicle.condition == Vehicle.Condition.NEW,
    }


def has_vehicle(lead: Lead) -> bool:
    """Return whether ``lead`` says what ``CreateLead`` must know of the vehicle."""
    return not any(getattr(lead, name) in ("", None) for name in REQUIRED_FIELDS)


def complete_vehicles(site_id: int) -> None:
    """Give the site's new leads their vehicle's facts, where whoever saved them left them out."""
    waiting = _get_waiting_without_vehicle().filter(site_id=site_id)
    for lead in waiting.select_related("vehicle"):
        complete_vehicle(lead)


def complete_vehicle(lead: Lead) -> bool:
    """Give ``lead``, which is not sent yet, its vehicle's facts, where whoever saved it left them
    out; return whether it has them.

    A lead that has none then stays local: EasyCars takes no lead without a vehicle.
    """
    if has_vehicle(lead):
        return True
    values = _missing_values(lead)
    for name, value in values.items():
        setattr(lead, name, value)
    is_complete = has_vehicle(lead)
    if not is_complete:
        values = {"delivery": Lead.Delivery.LOCAL, "last_error": _explain_local()}
    _get_waiting_without_vehicle().filter(pk=lead.pk).update(**values)
    return is_complete


def _get_waiting_without_vehicle() -> QuerySet[Lead]:
    return Lead.objects.filter(WITHOUT_VEHICLE, delivery=Lead.Delivery.PENDING, claimed_until=None)


def _missing_values(lead: Lead) -> dict[str, Any]:
    """Nothing is mixed: a lead that names a make itself is about the visitor's own vehicle."""
    if lead.vehicle is None or lead.vehicle_make:
        return {}
    return get_vehicle_values(lead.vehicle)


def _explain_local() -> str:
    return _(
        "EasyCars takes no lead without make, model, year and type of a vehicle, so this one was "
        "not sent there. Add what is missing, then send it again."
    )

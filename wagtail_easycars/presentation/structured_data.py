"""A vehicle as search engines read it: schema.org in JSON-LD."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wagtail_easycars.models.vehicles import Vehicle
from wagtail_easycars.presentation import VehicleDisplay, readings
from wagtail_easycars.presentation.descriptions import summarise_description
from wagtail_easycars.presentation.formats import as_number

TYPES = {"A": "Car", "M": "Motorcycle"}
UNIT_CODES = {Vehicle.OdometerUnit.KILOMETRES: "KMT", Vehicle.OdometerUnit.MILES: "SMI"}
SCHEMA = "https://schema.org"


def get_structured_data(
    display: VehicleDisplay, *, url: str, picture_urls: Sequence[str]
) -> dict[str, Any]:
    """Return what is known of a vehicle; ``url`` is its page's, with scheme and host."""
    vehicle = display.vehicle
    data = {
        "@context": SCHEMA,
        "@type": TYPES.get(vehicle.vehicle_type, "Vehicle"),
        "name": vehicle.title,
        "url": url,
        "image": list(picture_urls),
        "description": summarise_description(" ".join(display.descriptions), 500),
        "sku": vehicle.stock_number,
        "brand": {"@type": "Brand", "name": vehicle.make} if vehicle.make else None,
        "model": vehicle.model,
        "vehicleConfiguration": vehicle.badge,
        "vehicleModelDate": str(vehicle.year or ""),
        "vehicleIdentificationNumber": vehicle.vin,
        "itemCondition": f"{SCHEMA}/{_condition(vehicle)}",
        "mileageFromOdometer": _mileage(vehicle),
        "bodyType": vehicle.body,
        "color": vehicle.colour,
        "vehicleInteriorColor": vehicle.interior_colour,
        "vehicleTransmission": vehicle.transmission,
        "fuelType": vehicle.fuel_type,
        "driveWheelConfiguration": vehicle.drive_type,
        "numberOfDoors": _count(vehicle, "DoorNum"),
        "vehicleSeatingCapacity": _count(vehicle, "SeatCapacity"),
        "offers": _offer(display, url),
    }
    return {name: value for name, value in data.items() if value not in (None, "", [])}


def _condition(vehicle: Vehicle) -> str:
    return "NewCondition" if vehicle.condition == Vehicle.Condition.NEW else "UsedCondition"


def _mileage(vehicle: Vehicle) -> dict[str, Any] | None:
    if vehicle.odometer is None:
        return None
    unit_code = UNIT_CODES.get(Vehicle.OdometerUnit(vehicle.odometer_unit))
    return {"@type": "QuantitativeValue", "value": vehicle.odometer, "unitCode": unit_code}


def _count(vehicle: Vehicle, name: str) -> int | None:
    number = as_number(readings.raw(vehicle, name))
    return None if number is None else int(number)


def _offer(display: VehicleDisplay, url: str) -> dict[str, Any] | None:
    """Return the offer; there is none without a price, nor of what is gone."""
    vehicle, price = display.vehicle, display.price
    if price.amount is None or not vehicle.is_listed:
        return None
    is_reserved = vehicle.status == Vehicle.Status.RESERVED
    offer: dict[str, Any] = {
        "@type": "Offer",
        "url": url,
        "price": f"{price.amount:.2f}",
        "priceCurrency": "AUD",
        "availability": f"{SCHEMA}/{'Reserved' if is_reserved else 'InStock'}",
    }
    if vehicle.yard_name:
        offer["seller"] = {"@type": "AutoDealer", "name": vehicle.yard_name}
    return offer

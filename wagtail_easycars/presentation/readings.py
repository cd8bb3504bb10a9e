"""How a fact is read: from the vehicle's own field where it has one, since staff may have pinned
it, and from the feed otherwise. Each returns '' for what is not known."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from wagtail_easycars.models.vehicles import Vehicle, VehicleType
from wagtail_easycars.presentation.formats import (
    as_number,
    as_text,
    format_date,
    format_number,
    format_odometer,
)

VEHICLE_FIELDS = {
    "StockNumber": "stock_number",
    "YardName": "yard_name",
    "VIN": "vin",
    "RegoNum": "registration",
    "Make": "make",
    "Model": "model",
    "Badge": "badge",
    "Series": "series",
    "YearGroup": "year",
    "Body": "body",
    "Colour": "colour",
    "InteriorColor": "interior_colour",
    "GearType": "transmission",
    "FuelType": "fuel_type",
    "DriveTrain": "drive_type",
    "AdvDescription": "description",
}
NOTHING = {"0", "0.0", "-", "n/a", "none", "null"}
YES = {"y", "yes", "true", "1"}
NO = {"n", "no", "false"}


def raw(vehicle: Vehicle, name: str) -> Any:
    """Return the field ``name`` of the contract as ``vehicle`` has it."""
    field = VEHICLE_FIELDS.get(name)
    if field is not None:
        return getattr(vehicle, field)
    return vehicle.feed.get(name) if isinstance(vehicle.feed, dict) else None


def text(vehicle: Vehicle, name: str) -> str:
    return as_text(raw(vehicle, name))


def size(vehicle: Vehicle, name: str) -> str:
    """Text whose '0' means that nobody entered it, as the contract's example of ``Wheelsize``."""
    value = text(vehicle, name)
    return "" if value.casefold() in NOTHING else value


def number(vehicle: Vehicle, name: str) -> str:
    """A count of something that every vehicle of the kind has, so that 0 is not known."""
    value = as_number(raw(vehicle, name))
    return "" if value is None else format_number(value)


def year(vehicle: Vehicle, name: str) -> str:
    return text(vehicle, name)


def day(vehicle: Vehicle, name: str) -> str:
    return format_date(size(vehicle, name))


def equipment(vehicle: Vehicle, name: str) -> str:
    """Free text that may name the equipment or only say that it is there."""
    value = size(vehicle, name) if text(vehicle, name) != "1" else "1"
    if value.casefold() in NO:
        return ""
    return _("Yes") if value.casefold() in YES else value


def in_unit(unit: str) -> Callable[[Vehicle, str], str]:
    """Return a reading of a number in ``unit``, the contract's for that field."""

    def read(vehicle: Vehicle, name: str) -> str:
        value = number(vehicle, name)
        return f"{value} {unit}" if value else ""

    return read


def weight(vehicle: Vehicle, name: str) -> str:
    """Free text that is in kg where it is a bare number."""
    value = as_number(raw(vehicle, name))
    return size(vehicle, name) if value is None else f"{format_number(value)} kg"


def capacity(vehicle: Vehicle, name: str) -> str:
    """'2.0L' or '1998cc', but not '0.0L'."""
    value = size(vehicle, name)
    return "" if re.fullmatch(r"0(\.0+)?\s*(l|cc)?", value, re.IGNORECASE) else value


def power(vehicle: Vehicle, name: str) -> str:
    kilowatts, horsepower = number(vehicle, "PowerkW"), number(vehicle, "Powerhp")
    parts = [f"{kilowatts} kW"] if kilowatts else []
    if horsepower:
        parts.append(f"{_whole(horsepower)} hp" if kilowatts else f"{horsepower} hp")
    return " / ".join(parts)


def power_without_unit(vehicle: Vehicle, name: str) -> str:
    """``EnginePower`` is hp or kW, the contract does not say which: shown only for want of both."""
    return "" if power(vehicle, name) else number(vehicle, name)


def _whole(number_text: str) -> str:
    return f"{float(number_text.replace(',', '')):,.0f}"


def odometer(vehicle: Vehicle, name: str) -> str:
    if vehicle.odometer is None:
        return ""
    return format_odometer(vehicle.odometer, vehicle.odometer_unit)


def condition(vehicle: Vehicle, name: str) -> str:
    return str(vehicle.get_condition_display())


def vehicle_type(vehicle: Vehicle, name: str) -> str:
    labels = dict(VehicleType.choices)
    return str(labels.get(vehicle.vehicle_type, ""))

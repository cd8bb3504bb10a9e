"""The facts of a vehicle in the words of the trade, grouped as a buyer reads them.

Each field of the contract's ``StockItem`` is named here once: in a group, or in ``ELSEWHERE``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from wagtail_easycars.models.vehicles import Vehicle
from wagtail_easycars.presentation import readings

Read = Callable[["Vehicle", str], str]


@dataclass(frozen=True)
class FactField:
    """A field of the contract, what visitors call it, and how it is read."""

    name: str
    label: Promise
    read: Read


@dataclass(frozen=True)
class Fact:
    name: str
    label: str
    value: str


@dataclass(frozen=True)
class FactGroup:
    name: str
    heading: str
    facts: list[Fact]


def _field(name: str, label: Any, read: Read = readings.text) -> FactField:
    return FactField(name, label, read)


GROUPS: tuple[tuple[str, Promise, tuple[FactField, ...]], ...] = (
    (
        "vehicle",
        gettext_lazy("Vehicle"),
        (
            _field("IsUsed", gettext_lazy("Condition"), readings.condition),
            _field("StockType", gettext_lazy("Type"), readings.vehicle_type),
            _field("YearGroup", gettext_lazy("Year"), readings.year),
            _field("Make", gettext_lazy("Make")),
            _field("Model", pgettext_lazy("of a vehicle", "Model")),
            _field("Badge", gettext_lazy("Badge")),
            _field("Series", gettext_lazy("Series")),
            _field("Body", gettext_lazy("Body")),
            _field("DoorNum", gettext_lazy("Doors"), readings.number),
            _field("SeatCapacity", gettext_lazy("Seats"), readings.number),
            _field("Colour", gettext_lazy("Colour")),
            _field("InteriorColor", gettext_lazy("Interior")),
            _field("Odometer", gettext_lazy("Odometer"), readings.odometer),
            _field("Warranty", gettext_lazy("Warranty"), readings.equipment),
        ),
    ),
    (
        "registration",
        gettext_lazy("Rego and dates"),
        (
            _field("RegoNum", gettext_lazy("Rego")),
            _field("RegoExpiry", gettext_lazy("Rego expires"), readings.day),
            _field("RegoState", gettext_lazy("Rego state")),
            _field("BuiltDate", gettext_lazy("Build date"), readings.day),
            _field("ComplianceDate", gettext_lazy("Compliance date"), readings.day),
        ),
    ),
    (
        "engine",
        gettext_lazy("Engine and drive"),
        (
            _field("EngineCapacity", gettext_lazy("Engine"), readings.capacity),
            _field("EngineSize", gettext_lazy("Engine size"), readings.in_unit("cc")),
            _field("Cylinder", gettext_lazy("Cylinders"), readings.size),
            _field("EngineTypeDescription", gettext_lazy("Engine type")),
            _field("EngineMake", gettext_lazy("Engine make")),
            _field("PowerkW", gettext_lazy("Power"), readings.power),
            _field("EnginePower", gettext_lazy("Engine power"), readings.power_without_unit),
            _field("FuelType", gettext_lazy("Fuel")),
            _field("GearType", gettext_lazy("Transmission")),
            _field("GearCount", gettext_lazy("Gears"), readings.number),
            _field("DriveTrain", gettext_lazy("Drive")),
        ),
    ),
    (
        "size",
        gettext_lazy("Weights and size"),
        (
            _field("Tare", gettext_lazy("Tare"), readings.in_unit("kg")),
            _field("GVM", gettext_lazy("GVM"), readings.in_unit("kg")),
            _field("GCM", gettext_lazy("GCM"), readings.in_unit("kg")),
            _field("TowBallWeight", gettext_lazy("Tow ball"), readings.weight),
            _field("Length", gettext_lazy("Length"), readings.in_unit("m")),
            _field("Wheels", gettext_lazy("Wheels"), readings.size),
            _field("Wheelsize", gettext_lazy("Wheel size"), readings.size),
            _field("AxleConfiguration", gettext_lazy("Axles"), readings.size),
        ),
    ),
    (
        "on_board",
        gettext_lazy("On board"),
        (
            _field("SleepingCapacity", gettext_lazy("Sleeps"), readings.number),
            _field("Toilet", gettext_lazy("Toilet"), readings.equipment),
            _field("Shower", gettext_lazy("Shower"), readings.equipment),
            _field("AirConditioning", gettext_lazy("Air conditioning"), readings.equipment),
            _field("Fridge", gettext_lazy("Fridge"), readings.equipment),
            _field("Stereo", gettext_lazy("Stereo"), readings.equipment),
            _field("GPS", gettext_lazy("GPS"), readings.equipment),
        ),
    ),
    (
        "identification",
        gettext_lazy("Identification"),
        (
            _field("StockNumber", gettext_lazy("Stock number")),
            _field("VIN", gettext_lazy("VIN")),
            _field("EngineNumber", gettext_lazy("Engine number")),
            _field("SerialNumber", gettext_lazy("Serial number")),
            _field("RedbookCode", gettext_lazy("RedBook code"), readings.size),
            _field("NVIC", gettext_lazy("NVIC"), readings.size),
        ),
    ),
)

# What no group shows, and why not.
ELSEWHERE: dict[str, str] = {
    "Price": "stands above the facts",
    "AdvSpecialPrice": "stands above the facts",
    "IsDriveAway": "stands beside the price",
    "IsSpecial": "the special price itself says so",
    "IsPrestiged": "an advertising class of EasyCars, which says nothing of the vehicle",
    "IsDemo": "is part of the condition",
    "IsDepositTaken": "is a marker",
    "IsMiles": "is the odometer's unit",
    "Powerhp": "stands beside kW",
    "AdvDescription": "is the description",
    "AdditionalDescription": "follows the description",
    "ShortDescription": "is the description where there is no other",
    "StandardFeatures": "is a list of its own",
    "OptionalFeatures": "is a list of its own",
    "VideoLink": "is a link",
    "ImageCount": "the gallery counts for itself",
    "ImageURLs": "is the gallery",
    "YardName": "stands with the yard",
    "Location": "stands with the yard",
    "YardCode": "is internal; visitors get the yard's name",
    "StockStatus": "is internal and free text; visitors get the vehicle's status",
}


def get_fact_groups(vehicle: Vehicle) -> list[FactGroup]:
    """Return what is known of ``vehicle``; neither a group nor a fact is empty."""
    groups = [
        FactGroup(name, str(heading), list(_known(vehicle, fields)))
        for name, heading, fields in GROUPS
    ]
    return [group for group in groups if group.facts]


def _known(vehicle: Vehicle, fields: tuple[FactField, ...]) -> Iterator[Fact]:
    for field in fields:
        value = field.read(vehicle, field.name)
        if value:
            yield Fact(field.name, str(field.label), value)


def get_key_facts(vehicle: Vehicle) -> list[Fact]:
    """Return the four facts that decide, as far as they are known."""
    facts = (
        Fact("Odometer", _("Kilometres"), readings.odometer(vehicle, "Odometer")),
        Fact("GearType", _("Transmission"), vehicle.transmission),
        Fact("FuelType", _("Fuel"), vehicle.fuel_type),
        Fact("Body", _("Body"), vehicle.body),
    )
    return [fact for fact in facts if fact.value]

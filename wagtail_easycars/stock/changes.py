"""What a run's history shows of a vehicle: its facts when it was new, its differences later."""

from __future__ import annotations

from typing import Any

from wagtail_easycars.models import Vehicle

# Enough to recognise a new vehicle by; the vehicle itself has the rest.
SUMMARY_FIELDS = (
    "make",
    "model",
    "badge",
    "year",
    "price",
    "odometer",
    "yard_code",
    "condition",
    "status",
)

# Fields of the feed that are a field of the vehicle too, so that the history names a change once.
MAPPED_FACTS = frozenset(
    {
        "StockNumber",
        "YardCode",
        "YardName",
        "VIN",
        "RegoNum",
        "Make",
        "Model",
        "Badge",
        "Series",
        "YearGroup",
        "Price",
        "AdvSpecialPrice",
        "IsDriveAway",
        "Odometer",
        "IsMiles",
        "Body",
        "Colour",
        "InteriorColor",
        "GearType",
        "FuelType",
        "DriveTrain",
        "StockType",
        "IsUsed",
        "IsDemo",
        "StockStatus",
        "IsDepositTaken",
        "AdvDescription",
    }
)


def summarise(values: dict[str, Any]) -> dict[str, Any]:
    """Return the part of a new vehicle's ``values`` that its history shows."""
    return {name: values[name] for name in SUMMARY_FIELDS if values.get(name) not in (None, "")}


def differing_fields(vehicle: Vehicle, values: dict[str, Any]) -> list[str]:
    """Return the names of the fields that ``values`` would change, less those that staff pinned."""
    pinned = set(vehicle.pinned_fields)
    return [
        name
        for name, value in values.items()
        if name not in pinned and getattr(vehicle, name) != value
    ]


def differing_facts(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Return the names of the feed's fields that differ and are no field of the vehicle."""
    names = dict.fromkeys([*after, *before])
    return [
        name for name in names if name not in MAPPED_FACTS and before.get(name) != after.get(name)
    ]

"""A feed's item, all fields of the contract in its order, from a vehicle of the tables."""

from __future__ import annotations

import re
from functools import lru_cache
from random import Random
from typing import Any, NamedTuple

from ..accounts import Yard
from ..contract import stock_item_fields
from .colours import PAINTS
from .descriptions import describe
from .features import EQUIPMENT, OPTIONS
from .identity import chassis_number, hull_number, plate, rego_expiry, vin
from .picture_urls import IMAGE_ROOT, picture_path, views_of
from .shapes import shape_of
from .vehicle import Vehicle

Item = dict[str, Any]
HORSEPOWER_PER_KW = 1.34
GEARBOXES = {"A": "AUTOMATIC", "M": "MANUAL", "D": "AUTO DUAL CLUTCH", "E": "REDUCTION GEAR"}
CVT = "CONSTANTLY VARIABLE TRANSMISSION"
PICTURES_PER_VEHICLE = 10
FEWEST_FEATURES, MOST_FEATURES = 10, 40


class Identity(NamedTuple):
    """What makes an item this one vehicle; ``serial`` is unique over all stocks."""

    stock_number: str
    serial: int
    yard: Yard
    picture_account: int


def build(vehicle: Vehicle, identity: Identity, rng: Random) -> Item:
    """The item that the feed has for ``vehicle``; ``rng`` decides what the tables leave open."""
    yard = identity.yard
    urls = picture_urls(vehicle, identity, rng)
    return {
        **blank_item(),
        "YardCode": yard.code,
        "YardName": yard.name,
        "StockNumber": identity.stock_number,
        "Make": vehicle.make,
        "Model": vehicle.model,
        "Badge": vehicle.badge,
        "Price": vehicle.price,
        "YearGroup": vehicle.year,
        "Odometer": vehicle.km,
        "Body": vehicle.body,
        "Colour": vehicle.colour,
        "AdvDescription": describe(vehicle, yard=yard.name, location=yard.location, rng=rng),
        "Series": vehicle.series,
        "IsDemo": vehicle.condition == "demo",
        "StockType": vehicle.stock_type,
        "IsUsed": vehicle.condition == "used",
        "DriveTrain": vehicle.drive,
        "DoorNum": vehicle.doors,
        "StockStatus": "In Stock",
        "SeatCapacity": vehicle.seats,
        "RegoState": yard.state,
        "IsDriveAway": vehicle.stock_type in "AM" and vehicle.price is not None,
        "InteriorColor": vehicle.interior,
        "Location": yard.location,
        "StandardFeatures": _features(vehicle, rng),
        "OptionalFeatures": _options(vehicle, rng),
        "Warranty": _warranty(vehicle),
        **_registration(vehicle, yard, rng),
        **_numbers(vehicle, identity),
        **_engine(vehicle),
        **_dates(vehicle, rng),
        "ImageCount": len(urls),
        "ImageURLs": ",".join(urls),
        **vehicle.fields,
    }


@lru_cache(maxsize=1)
def _blank_values() -> Item:
    return {name: _blank(schema["type"]) for name, schema in stock_item_fields().items()}


def blank_item() -> Item:
    return dict(_blank_values())


def _blank(json_type: str | list[str]) -> Any:
    if "null" in json_type:
        return None
    return {"string": "", "boolean": False, "integer": 0}[str(json_type)]


def picture_urls(vehicle: Vehicle, identity: Identity, rng: Random) -> list[str]:
    """Four to eight pictures; the side view leads, because it shows what a vehicle is."""
    shape = shape_of(vehicle.stock_type, vehicle.body)
    views = views_of(shape)
    shown = views[: rng.randint(4, len(views))]
    first = identity.serial * PICTURES_PER_VEHICLE
    paint = PAINTS[vehicle.colour]
    return [
        IMAGE_ROOT + picture_path(identity.picture_account, first + place, shape, paint, view)
        for place, view in enumerate(shown)
    ]


def _registration(vehicle: Vehicle, yard: Yard, rng: Random) -> Item:
    if vehicle.condition == "new":
        return {}
    return {
        "RegoNum": plate(yard.state, vehicle.stock_type, rng),
        "RegoExpiry": rego_expiry(rng),
    }


def _numbers(vehicle: Vehicle, identity: Identity) -> Item:
    if vehicle.stock_type == "B":
        return {"SerialNumber": hull_number(vehicle.make, vehicle.year, identity.serial)}
    if vehicle.year < 1981:
        return {"VIN": chassis_number(identity.serial)}
    return {"VIN": vin(vehicle.make, vehicle.model, vehicle.year, identity.serial)}


def _engine(vehicle: Vehicle) -> Item:
    engine = vehicle.engine
    if engine is None:
        return {"ShortDescription": f"{vehicle.model} {vehicle.badge}".strip()}
    gear_type, gear_count = _gears(vehicle.gearbox)
    words = (vehicle.model, vehicle.badge, engine.description, engine.capacity, gear_type)
    return {
        "EngineCapacity": engine.capacity,
        "EngineSize": engine.size,
        "Cylinder": engine.cylinders,
        "EngineTypeDescription": engine.description,
        "FuelType": engine.fuel,
        "EnginePower": engine.power,
        "PowerkW": engine.power,
        "Powerhp": engine.power and round(engine.power * HORSEPOWER_PER_KW, 2),
        "GearType": gear_type,
        "GearCount": gear_count,
        "ShortDescription": re.sub(r"\s+", " ", " ".join(words)).strip(),
    }


def _gears(gearbox: str) -> tuple[str, int | None]:
    if not gearbox:
        return "", None
    if gearbox == "CVT":
        return CVT, None
    count = int(gearbox[:-1])
    return f"{count} SP {GEARBOXES[gearbox[-1]]}", count


def _dates(vehicle: Vehicle, rng: Random) -> Item:
    if vehicle.year < 1981:
        return {}
    built = rng.randint(1, 10)
    return {
        "BuiltDate": f"{built:02d}/{vehicle.year}",
        "ComplianceDate": f"{built + rng.randint(0, 2):02d}/{vehicle.year}",
    }


def _features(vehicle: Vehicle, rng: Random) -> str:
    features = EQUIPMENT[vehicle.equipment]
    most = min(len(features), MOST_FEATURES)
    count = rng.randint(max(FEWEST_FEATURES, most - 5), most)
    return ",".join(features[place] for place in sorted(rng.sample(range(len(features)), count)))


def _options(vehicle: Vehicle, rng: Random) -> str:
    options = OPTIONS[vehicle.stock_type]
    return ",".join(rng.sample(options, rng.randint(0, min(3, len(options)))))


def _warranty(vehicle: Vehicle) -> str:
    if vehicle.condition == "used":
        return "3 Months Statutory" if vehicle.stock_type == "A" and vehicle.year >= 2017 else ""
    return "5 Years Manufacturer"

"""Trucks, buses and trailers."""

from __future__ import annotations

from typing import Any

from . import engines as e
from .vehicle import Engine, Vehicle


def truck(  # noqa: PLR0917 - the order of an advertisement's headline
    make: str,
    model: str,
    badge: str,
    body: str,
    engine: Engine,
    gearbox: str,
    *,
    gvm: int,
    gcm: int,
    tare: int,
    axles: str,
    **rest: Any,
) -> Vehicle:
    fields = {
        "GVM": gvm,
        "GCM": gcm,
        "Tare": tare,
        "AxleConfiguration": axles,
        "EngineMake": rest.pop("engine_make", make.title()),
        **rest.pop("fields", {}),
    }
    return Vehicle(
        stock_type="H", make=make, model=model, badge=badge, body=body, engine=engine,
        gearbox=gearbox, drive=axles, equipment=rest.pop("equipment", "truck"),
        seats=rest.pop("seats", 3), doors=2, fields=fields, **rest,
    )  # fmt: skip


def trailer(
    make: str, model: str, badge: str, *, atm: int, tare: int, length: float, **rest: Any
) -> Vehicle:
    fields = {
        "GVM": atm,
        "Tare": tare,
        "Length": length,
        "AxleConfiguration": "Tandem" if atm > 2000 else "Single",
        **rest.pop("fields", {}),
    }
    return Vehicle(
        stock_type="T", make=make, model=model, badge=badge, equipment="trailer",
        body=rest.pop("body", "TRAILER"), fields=fields, **rest,
    )  # fmt: skip


# fmt: off
TRUCKS = (
    truck("ISUZU", "NPR", "65-190 TRADEPACK", "TRAY TRUCK", e.T51, "6A", gvm=6500, gcm=10000,
          tare=3390, axles="4x2", year=2020, price=64900, km=112300, colour="White"),
    truck("ISUZU", "FRR", "107-210", "PANTECH TRUCK", e.T51, "6A", gvm=10700, gcm=16000, tare=5820,
          axles="4x2", year=2019, price=89900, km=187450, colour="White"),
    truck("HINO", "300 SERIES", "617 HYBRID", "TRAY TRUCK", e.T51, "6A", gvm=4495, gcm=7995,
          tare=2680, axles="4x2", year=2023, price=76500, km=41200, colour="White"),
    truck("FUSO", "CANTER", "515 WIDE", "PANTECH TRUCK", e.T30, "6A", gvm=4500, gcm=8000, tare=2510,
          axles="4x2", year=2018, price=44900, km=143800, colour="White"),
    truck("HINO", "500 SERIES", "FM 2628", "TIPPER TRUCK", e.T77, "9M", gvm=26000, gcm=42000,
          tare=9870, axles="6x4", year=2017, price=139000, km=298400, colour="Yellow"),
    truck("KENWORTH", "T610", "SAR BUNK", "PRIME MOVER", e.T149, "18M", gvm=24500, gcm=90000,
          tare=9420, axles="6x4", engine_make="Cummins", year=2020, price=329000, km=612450,
          colour="Burgundy", fields={"SleepingCapacity": 1, "Fridge": "Under-bunk 40L"},
          text="X15 Cummins at 550hp, 18 speed Roadranger. 50\" bunk, ice pack, bull bar, "
          "full bags, B-double rated. RWC and finance to approved ABN holders."),
    truck("VOLVO", "FH", "FH16 600 GLOBETROTTER", "PRIME MOVER", e.T128, "12A", gvm=26000,
          gcm=106000, tare=9180, axles="6x4", year=2021, price=None, km=489200, colour="Blue"),
    truck("TOYOTA", "COASTER", "DELUXE", "BUS", e.D28, "6A", gvm=6000, gcm=6000, tare=3990,
          axles="4x2", year=2016, price=87500, km=156300, colour="White", seats=22,
          equipment="bus"),
    truck("MERCEDES-BENZ", "SPRINTER", "519CDI XLWB", "BUS", e.D30V6, "7A", gvm=5000, gcm=7000,
          tare=2890, axles="4x2", year=2021, price=94990, km=68200, colour="Silver", seats=12,
          equipment="bus"),
)

TRAILERS = (
    trailer("IFOR WILLIAMS", "HB511", "DOUBLE HORSE FLOAT", atm=2700, tare=980, length=4.4,
            year=2021, price=21990, colour="Green", body="HORSE FLOAT"),
    trailer("MODERN", "10X5", "HYDRAULIC TIPPER", atm=3500, tare=890, length=4.7, year=2026,
            price=11990, colour="Black", condition="new", body="TIPPER TRAILER"),
    trailer("JOHN PAPAS", "8X5", "BOX", atm=1990, tare=420, length=3.9, year=2022, price=3490,
            colour="Galvanised", body="BOX TRAILER"),
    trailer("PBL", "18X6'6", "CAR CARRIER", atm=3500, tare=760, length=6.9, year=2023, price=8990,
            colour="Black", body="CAR TRAILER"),
    trailer("POLARIS", "PLANT 3.5T", "WITH RAMPS", atm=3500, tare=820, length=5.6, year=2020,
            price=9490, colour="Orange", body="PLANT TRAILER"),
)
# fmt: on

VEHICLES = TRUCKS + TRAILERS

"""Caravans, campers, boats and motorbikes."""

from __future__ import annotations

from typing import Any

from . import engines as e
from .vehicle import Engine, Vehicle


def caravan(
    make: str,
    model: str,
    badge: str,
    *,
    length: float,
    sleeps: int,
    tare: int,
    atm: int,
    ball: int,
    toilet: str = "Thetford Cassette",
    shower: str = "Separate Shower",
    fridge: str = "Dometic 188L 3-Way",
    air: str = "Truma Aventa Reverse Cycle",
    body: str = "CARAVAN",
    **rest: Any,
) -> Vehicle:
    fields = {
        "Length": length,
        "SleepingCapacity": sleeps,
        "Tare": tare,
        "GVM": atm,
        "TowBallWeight": f"{ball}kg",
        "Toilet": toilet,
        "Shower": shower,
        "Fridge": fridge,
        "AirConditioning": air,
        "Stereo": "Bluetooth" if toilet else "",
        "AxleConfiguration": "Tandem" if atm > 2200 else "Single",
        **rest.pop("fields", {}),
    }
    equipment = "caravan" if body == "CARAVAN" else "camper"
    return Vehicle(
        stock_type="C", make=make, model=model, badge=badge, body=body, equipment=equipment,
        fields=fields, **rest,
    )  # fmt: skip


def boat(
    make: str, model: str, badge: str, engine: Engine, *, length: float, trailer: str, **rest: Any
) -> Vehicle:
    fields = {
        "Length": length,
        "EngineMake": "Mercury" if engine is e.I350 else "Yamaha",
        "GPS": "Garmin 9in Fishfinder",
        "AdditionalDescription": f"On {trailer}",
        **rest.pop("fields", {}),
    }
    return Vehicle(
        stock_type="B", make=make, model=model, badge=badge, engine=engine, body="BOAT",
        equipment="boat", fields=fields, **rest,
    )  # fmt: skip


def bike(make: str, model: str, badge: str, body: str, engine: Engine, **rest: Any) -> Vehicle:
    return Vehicle(
        stock_type="M", make=make, model=model, badge=badge, body=body, engine=engine,
        gearbox="6M", equipment="bike", seats=rest.pop("seats", 2), **rest,
    )  # fmt: skip


# fmt: off
CARAVANS = (
    caravan("JAYCO", "SILVERLINE", "OUTBACK 21.65-3", length=8.4, sleeps=3, tare=2610, atm=3100,
            ball=215, year=2023, price=94990, colour="White"),
    caravan("JAYCO", "STARCRAFT", "TOURING 17.58-4", length=7.2, sleeps=3, tare=1840, atm=2200,
            ball=130, year=2021, price=56990, colour="White"),
    caravan("JAYCO", "SWAN", "OUTBACK", length=5.3, sleeps=6, tare=1350, atm=1700, ball=110,
            toilet="", shower="External Shower", fridge="Thetford 90L 3-Way", air="",
            body="CAMPER TRAILER", year=2019, price=27990, colour="White"),
    caravan("CRUSADER", "EXCALIBUR", "PRINCE 19'6", length=8.1, sleeps=2, tare=2480, atm=2980,
            ball=190, year=2026, price=99990, colour="White", condition="new"),
    caravan("LOTUS", "FREELANDER", "20'6 CLUB LOUNGE", length=8.6, sleeps=2, tare=2720, atm=3500,
            ball=240, year=2024, price=109500, colour="Charcoal"),
    caravan("NEW AGE", "ROAD OWL", "18FT SEMI OFF-ROAD", length=7.6, sleeps=2, tare=2150, atm=2550,
            ball=165, year=2020, price=59990, colour="White"),
    caravan("KINGDOM", "LEGION", "22FT FAMILY BUNK", length=8.9, sleeps=5, tare=2890, atm=3500,
            ball=260, year=2025, price=None, colour="Charcoal"),
    caravan("MDC", "CRUIZER", "CHEFMATE", length=5.6, sleeps=4, tare=1480, atm=2300, ball=150,
            toilet="", shower="Ensuite Tent", fridge="85L Slide-Out", air="",
            body="CAMPER TRAILER", year=2020, price=22990, colour="Sand"),
    caravan("PATRIOT", "X1", "GT", length=4.4, sleeps=2, tare=790, atm=1450, ball=75, toilet="",
            shower="External Shower", fridge="National Luna 80L", air="", body="CAMPER TRAILER",
            year=2022, price=38990, colour="Black"),
)

BOATS = (
    boat("QUINTREX", "481", "FISHABOUT PRO", e.O90, length=4.86, trailer="Dunbier alloy trailer",
         year=2021, price=38990, colour="Blue", seats=5),
    boat("STACER", "539", "WILD RIDER", e.O150, length=5.45, trailer="Stacer tandem trailer",
         year=2022, price=59990, colour="Red", seats=7),
    boat("HAINES SIGNATURE", "600C", "CUDDY CABIN", e.O150, length=6.1,
         trailer="Mackay tandem trailer", year=2016, price=67500, colour="White", seats=6),
    boat("BAR CRUSHER", "670HT", "HARDTOP", e.O300, length=6.9, trailer="Bar Crusher trailer",
         year=2023, price=148990, colour="Yellow", seats=6),
    boat("SEA RAY", "240", "SUNDECK", e.I350, length=7.3, trailer="no trailer, on the hardstand",
         year=2014, price=None, colour="White", seats=10),
    boat("QUINTREX", "390", "EXPLORER", e.O40, length=3.99, trailer="Redco galvanised trailer",
         year=2018, price=14990, colour="Green", seats=4),
)

MOTORBIKES = (
    bike("HARLEY-DAVIDSON", "SOFTAIL", "HERITAGE CLASSIC 114", "CRUISER", e.M1868, year=2021,
         price=31990, km=14320, colour="Vivid Black"),
    bike("YAMAHA", "MT-07", "LA", "NAKED", e.M700, year=2022, price=11490, km=9870,
         colour="Cyan Storm"),
    bike("KAWASAKI", "NINJA 650", "KRT", "SPORTS", e.M650, year=2026, price=13399, km=2,
         colour="Lime Green", condition="new"),
    bike("BMW", "R 1250 GS", "TROPHY X", "ADVENTURE", e.M1250, year=2022, price=26990, km=21050,
         colour="Racing Blue", fields={"IsPrestiged": True}),
    bike("DUCATI", "PANIGALE", "V4 S", "SPORTS", e.M1000, year=2023, price=38990, km=5240,
         colour="Ducati Red", seats=1, fields={"IsPrestiged": True}),
    bike("HONDA", "CRF450L", "", "TRAIL", e.M450, year=2020, price=10990, km=7610,
         colour="Extreme Red", seats=1),
    bike("YAMAHA", "YZF-R3", "LAMS", "SPORTS", e.M300, year=2021, price=6490, km=16230,
         colour="Icon Blue"),
)
# fmt: on

VEHICLES = CARAVANS + BOATS + MOTORBIKES

"""A stock of any size, made of the tables' vehicles in other years, colours and prices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

from ..accounts import HARBOUR, Account
from . import cars, commercial, leisure, utes_and_vans
from .colours import PAINTS
from .item import Identity, build
from .vehicle import Vehicle

ALL_VEHICLES = (
    *cars.VEHICLES,
    *utes_and_vans.VEHICLES,
    *leisure.VEHICLES,
    *commercial.VEHICLES,
)
COLOURS = tuple(PAINTS)
SERIALS_PER_SEED = 1_000_000
DIFFERENT_SEEDS = 30
LOSS_PER_YEAR = 0.92


def generate(count: int, seed: int = 1) -> list[dict[str, Any]]:
    """``count`` believable items in the yards of Harbour City Motors.

    The same ``count`` and ``seed`` give the same items. Stock numbers (``S00000001``) and VINs are
    unique within a stock, for up to a million items.
    """
    return list(iterate(count, seed))


def iterate(count: int, seed: int) -> Iterator[dict[str, Any]]:
    rng = Random(seed)  # noqa: S311
    for number in range(1, count + 1):
        identity = Identity(
            stock_number=f"S{number:08d}",
            serial=seed % DIFFERENT_SEEDS * SERIALS_PER_SEED + 10_000 + number,
            yard=HARBOUR.yards[number % len(HARBOUR.yards)],
            picture_account=HARBOUR.image_id,
        )
        yield build(vary(rng.choice(ALL_VEHICLES), rng), identity, rng)


def vary(vehicle: Vehicle, rng: Random) -> Vehicle:
    """The same model in another year, colour and state, at a price in line."""
    colour = rng.choice(COLOURS)
    if vehicle.condition != "used" or vehicle.year < 1981:
        return replace(vehicle, colour=colour)
    years = rng.randint(-2, 2)
    return replace(
        vehicle,
        colour=colour,
        year=min(vehicle.year + years, 2025),
        km=vehicle.km and max(900, int(vehicle.km * (1 - years * 0.2) * rng.uniform(0.7, 1.3))),
        price=vehicle.price and _advertised(vehicle.price * LOSS_PER_YEAR**-years, rng),
    )


def _advertised(price: float, rng: Random) -> int:
    """``price`` within 6 %, ending as dealers let a price end."""
    hundreds = max(10, round(price * rng.uniform(0.94, 1.06) / 100))
    return hundreds * 100 - rng.choice((10, 10, 10, 12, 1, 100))


def arrivals(account: Account, day: int, count: int, rng: Random) -> list[dict[str, Any]]:
    """``count`` vehicles that arrive at ``account`` on its ``day``-th day, with numbers of their
    own: ``A`` and the day and the place in the day."""
    arrived = []
    for place in range(count):
        identity = Identity(
            stock_number=f"A{day:04d}{place:04d}",
            serial=(account.image_id % 10) * SERIALS_PER_SEED + 500_000 + day * 1000 + place,
            yard=rng.choice(account.yards),
            picture_account=account.image_id,
        )
        arrived.append(build(vary(rng.choice(ALL_VEHICLES), rng), identity, rng))
    return arrived

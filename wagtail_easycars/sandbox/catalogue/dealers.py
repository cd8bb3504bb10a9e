"""Which dealer has what, and the awkward truths of a real feed in it."""

from __future__ import annotations

from functools import lru_cache
from random import Random
from typing import Any

from ..accounts import ACCOUNTS, Account, Yard
from . import cars, commercial, leisure, utes_and_vans
from .awkward import AWKWARD
from .item import Identity, build
from .vehicle import Vehicle

OUTBACK_VEHICLES = (
    *leisure.CARAVANS[3:],
    *commercial.TRUCKS[:7],
    *leisure.BOATS[3:],
    *commercial.TRAILERS[:3],
    *utes_and_vans.VEHICLES[5:10],
)
HARBOUR_VEHICLES = (
    *cars.VEHICLES,
    *utes_and_vans.VEHICLES[:5],
    *utes_and_vans.VEHICLES[10:],
    *leisure.CARAVANS[:3],
    *leisure.BOATS[:3],
    *leisure.MOTORBIKES,
    *commercial.TRUCKS[7:],
    *commercial.TRAILERS[3:],
)
VEHICLES = {"harbour": HARBOUR_VEHICLES, "outback": OUTBACK_VEHICLES}
FIRST_NUMBERS = {"harbour": 4101, "outback": 2301}


def stock_of(account_key: str) -> list[dict[str, Any]]:
    """A dealer's stock on the first day: the same at every start."""
    return [dict(item) for item in _first_day(account_key)]


@lru_cache(maxsize=len(VEHICLES))
def _first_day(account_key: str) -> tuple[dict[str, Any], ...]:
    account = ACCOUNTS[account_key]
    items = []
    for place, vehicle in enumerate(VEHICLES[account_key]):
        number = FIRST_NUMBERS[account_key] + place
        identity = Identity(
            stock_number=str(number),
            serial=number,
            yard=_yard(account, vehicle, place),
            picture_account=account.image_id,
        )
        item = build(vehicle, identity, Random(number))  # noqa: S311
        items.append({**item, **AWKWARD.get(str(number), {})})
    return tuple(items)


def _yard(account: Account, vehicle: Vehicle, place: int) -> Yard:
    *main_yards, last_yard = account.yards
    if len(main_yards) == 1:
        return account.yards[place % 2]
    return main_yards[place % len(main_yards)] if vehicle.stock_type in "AM" else last_yard

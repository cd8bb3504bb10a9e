"""What a day does to a dealer's stock."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

from .accounts import Account
from .catalogue import arrivals

Item = dict[str, Any]
SOLD = "Sold"
SHARE_SOLD = 0.03
SHARE_CHEAPER = 0.08
SHARE_ARRIVING = 0.03
DROPS = (500, 1000, 1500, 2000)


class Movement:
    """Day after day, the same for the same ``seed``."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._days: Counter[str] = Counter()

    def next_day(self, account: Account, items: list[Item]) -> list[Item]:
        """``items`` of ``account`` a day later.

        What was sold is gone; some sell, some get cheaper, some arrive.
        """
        self._days[account.key] += 1
        day = self._days[account.key]
        rng = Random(f"{self._seed} {account.key} {day}")  # noqa: S311
        staying = [dict(item) for item in items if item.get("StockStatus") != SOLD]
        rng.shuffle(order := list(range(len(staying))))
        sold = _share(len(staying), SHARE_SOLD)
        cheaper = _share(len(staying), SHARE_CHEAPER)
        for place in order[:sold]:
            staying[place]["StockStatus"] = SOLD
        for place in order[sold : sold + cheaper]:
            _drop_price(staying[place], rng)
        return staying + arrivals(account, day, _share(len(items), SHARE_ARRIVING), rng)


def _share(count: int, share: float) -> int:
    return max(1, round(count * share)) if count else 0


def _drop_price(item: Item, rng: Random) -> None:
    price = item.get("Price")
    if isinstance(price, int | float) and price > 2 * max(DROPS):
        item["Price"] = price - rng.choice(DROPS)

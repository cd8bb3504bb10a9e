"""A feed that changes from day to day in every way a sync knows."""

from __future__ import annotations

from random import Random
from typing import Any

from tests.torture.feeds import Item, plain_items


def first_day(count: int) -> list[Item]:
    """Return ``count`` items, each with a VIN of its own and two pictures."""
    return [_complete(item) for item in plain_items(count)]


def next_day(items: list[Item], day: int) -> list[Item]:
    """Return ``items`` a day later: cheaper, sold, renumbered, gone, arrived, and one spoilt."""
    rng = Random(day)
    staying = [
        dict(item, Price=_price_of(item)) for item in items if item.get("StockStatus") != "Sold"
    ]
    order = rng.sample(range(len(staying)), len(staying))
    for place in order[:12]:
        staying[place]["Price"] -= rng.choice((250, 500))
    for place in order[12:15]:
        staying[place]["Badge"] = f"Day {day}"
        staying[place]["ImageURLs"] = f"https://pictures.example/{day}/{place}"
    staying[order[15]]["StockStatus"] = "Sold"
    staying[order[16]]["StockNumber"] = f"R{day:03d}"
    staying[order[17]]["Price"] = "thirty"
    staying[order[18]][f"Field{day}"] = day
    gone = set(order[19:22])
    kept = [item for place, item in enumerate(staying) if place not in gone]
    return kept + [_complete(item) for item in plain_items(4, start=1000 + 10 * day)]


def _price_of(item: Item) -> Any:
    return item["Price"] if isinstance(item["Price"], int) else 30_000


def _complete(item: Item) -> Item:
    serial = item["StockNumber"][1:]
    return {
        **item,
        "VIN": f"6T153SK35000{serial:0>5}",
        "ImageURLs": f"https://pictures.example/{serial}/1,https://pictures.example/{serial}/2",
    }

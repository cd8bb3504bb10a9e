"""What is wrong with single items of the stock: always the first ``items`` of the list."""

from __future__ import annotations

import json
import threading
from typing import Any

from ..answers import Answer, Code, to_json
from ..exchange import Exchange
from .kinds import FaultKind

Item = dict[str, Any]
MEGABYTE = 1024 * 1024


class ItemFault(FaultKind):
    """``function`` changes one item in place; ``items`` is how many of them, 1 where left out."""

    common_options = frozenset({"items"})

    def play(
        self, exchange: Exchange, healed: threading.Event, *, items: int = 1, **options: Any
    ) -> None:
        answer = exchange.process()
        if answer.code == Code.SUCCESS:
            content = json.loads(answer.body)
            for item in content["StockList"][:items]:
                self.function(item, **options)
            answer = Answer(to_json(content), code=answer.code)
        exchange.send(answer)


@ItemFault
def wrong_types(item: Item) -> None:
    """Text for numbers, numbers for text, a list and an object."""
    item.update(
        Price="thirty", YearGroup="MMXX", Odometer={"km": 1}, Make=7, Badge=["GX"], IsUsed="perhaps"
    )


@ItemFault
def no_stock_number(item: Item) -> None:
    """``StockNumber`` is missing."""
    del item["StockNumber"]


@ItemFault
def blank_stock_number(item: Item) -> None:
    """``StockNumber`` is blank."""
    item["StockNumber"] = "  "


@ItemFault
def unknown_fields(item: Item) -> None:
    """Two fields that the contract does not have."""
    item.update(BatteryCapacity=82.5, Dealer={"Rating": 5})


@ItemFault
def huge_text(item: Item, *, megabytes: int = 10) -> None:
    """A description of ``megabytes``."""
    item["AdvDescription"] = "x" * (megabytes * MEGABYTE)


@ItemFault
def control_characters(item: Item) -> None:
    """Control characters, a line separator and a bidirectional override in texts."""
    item["AdvDescription"] = "one\x01two\x08three\x1b[31m\x7f\u2028four\u202efive"
    item["Badge"] = "GX\tL\r\n"


@ItemFault
def nul_character(item: Item) -> None:
    """U+0000 in texts."""
    item["AdvDescription"] = "before\x00after"
    item["Colour"] = "\x00"


@ItemFault
def lone_surrogates(item: Item) -> None:
    """Halves of surrogate pairs in texts."""
    item["AdvDescription"] = "half a \ud83d and \ude97"


@ItemFault
def year_zero(item: Item) -> None:
    """``YearGroup`` is 0."""
    item["YearGroup"] = 0


@ItemFault
def negative_price(item: Item) -> None:
    """``Price`` is -1."""
    item["Price"] = -1


@ItemFault
def astronomical_price(item: Item) -> None:
    """``Price`` is 1e308."""
    item["Price"] = 1e308

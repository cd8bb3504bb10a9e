"""What is wrong with the list in an answer of GetAdvertisementStocks."""

from __future__ import annotations

from typing import Any

from .kinds import StockFault

StockAnswer = dict[str, Any]


@StockFault
def null_stock_list(answer: StockAnswer) -> StockAnswer:
    """``StockList`` is null, with success."""
    return {**answer, "StockList": None}


@StockFault
def empty_stock_list(answer: StockAnswer) -> StockAnswer:
    """``StockList`` is empty, with success."""
    return {**answer, "StockList": []}


@StockFault
def half_stock_list(answer: StockAnswer) -> StockAnswer:
    """The second half of the list is missing, with success."""
    items = answer["StockList"]
    return {**answer, "StockList": items[: len(items) // 2]}


@StockFault
def missing_stock_list(answer: StockAnswer) -> StockAnswer:
    """There is no ``StockList``, with success."""
    return {name: answer[name] for name in answer if name != "StockList"}


@StockFault
def stock_list_of_other_type(answer: StockAnswer) -> StockAnswer:
    """``StockList`` is an object with the items by their stock numbers."""
    return {**answer, "StockList": {item["StockNumber"]: item for item in answer["StockList"]}}


@StockFault
def doubled_stock_number(answer: StockAnswer) -> StockAnswer:
    """The second item has the stock number of the first."""
    items = answer["StockList"]
    items[1]["StockNumber"] = items[0]["StockNumber"]
    return answer


@StockFault
def item_is_no_object(answer: StockAnswer) -> StockAnswer:
    """The first item is a text."""
    answer["StockList"][0] = "not an item"
    return answer

"""Stock that EasyCars should never send, and answers that only bytes can express."""

from __future__ import annotations

import json
from typing import Any

from wagtail_easycars.sandbox import Sandbox
from wagtail_easycars.sandbox.catalogue import generate

Item = dict[str, Any]


def plain_items(count: int, *, start: int = 1) -> list[Item]:
    """Return ``count`` small items without VIN, so that nothing joins one with another."""
    return [
        {
            "StockNumber": f"N{number:04d}",
            "YardCode": "100",
            "Make": "Toyota",
            "Model": "Corolla",
            "YearGroup": 2015,
            "Price": 10_000 + number,
        }
        for number in range(start, start + count)
    ]


def full_items(count: int) -> list[Item]:
    """Return ``count`` believable items with all the fields of the contract."""
    return generate(count, seed=7)


def answer_bytes(sandbox: Sandbox, monkeypatch: Any, items: list[str], account: str = "harbour"):
    """Let ``account``'s stock be ``items``, each the JSON text of one item, byte for byte."""
    body = '{"StockList":[' + ",".join(items) + '],"Code":0,"ErrorMessage":null}'
    stock_list = sandbox.accounts[account].stock_list
    monkeypatch.setattr(stock_list, "answer_body", lambda yard_code=None: body.encode())


def with_raw_value(item: Item, name: str, value: str) -> str:
    """Return ``item`` as JSON text, where the value of ``name`` is the JSON text ``value``."""
    text = json.dumps({**item, name: "@@"})
    return text.replace('"@@"', value)

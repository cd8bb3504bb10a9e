from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Any

from .answers import to_json

Item = dict[str, Any]


class StockList:
    """The advertised stock of one account.

    50,000 vehicles take seconds to serialise, so that each answer is kept as bytes until the stock
    changes.
    """

    def __init__(self, items: Iterable[Item] = ()) -> None:
        self._items = [dict(item) for item in items]
        self._bodies: dict[str | None, bytes] = {}
        self._lock = threading.RLock()

    def items(self, yard_code: str | None = None) -> list[Item]:
        """Copies of the items, of one yard where ``yard_code`` is given."""
        with self._lock:
            return [dict(item) for item in self._in_yard(yard_code)]

    def replace(self, items: Iterable[Item]) -> None:
        fresh = [dict(item) for item in items]
        with self._lock:
            self._items = fresh
            self._bodies.clear()

    def answer_body(self, yard_code: str | None = None) -> bytes:
        """What GetAdvertisementStocks answers, as JSON."""
        with self._lock:
            if yard_code not in self._bodies:
                answer = {"StockList": self._in_yard(yard_code), "Code": 0, "ErrorMessage": None}
                self._bodies[yard_code] = to_json(answer)
            return self._bodies[yard_code]

    def __len__(self) -> int:
        return len(self._items)

    def _in_yard(self, yard_code: str | None) -> list[Item]:
        if yard_code is None:
            return self._items
        return [item for item in self._items if item.get("YardCode") == yard_code]

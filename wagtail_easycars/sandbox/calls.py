from __future__ import annotations

import threading
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any


@dataclass
class Call:
    """A request that arrived. It holds no secret.

    ``code`` is the contract's of the answer that was computed, None where the request was not
    processed; ``status`` the HTTP status that was sent; ``fault`` what was done to the call.
    """

    service: str = ""
    endpoint: str = ""
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    code: int | None = None
    status: int | None = None
    fault: str | None = None

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "at": self.at.isoformat()}


class CallLog:
    def __init__(self) -> None:
        self._calls: list[Call] = []
        self._lock = threading.Lock()

    def add(self, call: Call) -> None:
        with self._lock:
            self._calls.append(call)

    def all(self) -> list[Call]:
        with self._lock:
            return list(self._calls)

    def counts(self) -> dict[str, int]:
        """How many calls each endpoint had, by ``Service/Endpoint``."""
        return dict(Counter(f"{call.service}/{call.endpoint}" for call in self.all()))

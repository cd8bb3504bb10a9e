from __future__ import annotations

import inspect
import json
import threading
from collections.abc import Callable
from typing import Any

from ..answers import Answer, Code, to_json
from ..errors import SandboxError
from ..exchange import Exchange

FAULTS: dict[str, FaultKind] = {}


class FaultKind:
    """A named fault. ``function`` takes the exchange, then the fault's options by keyword."""

    common_options: frozenset[str] = frozenset()

    def __init__(self, function: Callable[..., Any]) -> None:
        self.name = function.__name__
        self.description = inspect.getdoc(function) or ""
        self.function = function
        FAULTS[self.name] = self

    def check_options(self, options: dict[str, Any]) -> None:
        """Raises ``SandboxError`` for an option that the fault does not have."""
        own = {name: options[name] for name in options if name not in self.common_options}
        try:
            inspect.signature(self.function).bind(None, **own)
        except TypeError as error:
            raise SandboxError(f"The fault {self.name}: {error}.") from None

    def play(self, exchange: Exchange, healed: threading.Event, **options: Any) -> None:
        self.function(exchange, **options)


class Delay(FaultKind):
    """``function`` gets a ``wait(seconds)`` too, which ends early when the sandbox is healed."""

    def check_options(self, options: dict[str, Any]) -> None:
        super().check_options({**options, "wait": None})

    def play(self, exchange: Exchange, healed: threading.Event, **options: Any) -> None:
        self.function(exchange, wait=healed.wait, **options)


class InsteadOfAnswer(FaultKind):
    """``function`` makes the answer that is sent; ``processed`` says whether the request has an
    effect all the same."""

    common_options = frozenset({"processed"})

    def play(
        self,
        exchange: Exchange,
        healed: threading.Event,
        *,
        processed: bool = False,
        **options: Any,
    ) -> None:
        if processed:
            exchange.process()
        exchange.send(self.function(exchange, **options))


class StockFault(FaultKind):
    """``function`` takes the answer to GetAdvertisementStocks as a dictionary and gives another.

    An answer that is a refusal already goes out as it is.
    """

    def play(self, exchange: Exchange, healed: threading.Event, **options: Any) -> None:
        answer = exchange.process()
        if answer.code == Code.SUCCESS:
            changed = self.function(json.loads(answer.body), **options)
            answer = Answer(to_json(changed), code=changed.get("Code"))
        exchange.send(answer)

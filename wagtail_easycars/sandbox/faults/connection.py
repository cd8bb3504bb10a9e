"""What happens to the connection. (That nothing listens at all is ``Sandbox.stop_listening``.)"""

from __future__ import annotations

from collections.abc import Callable

from ..exchange import Exchange
from .kinds import Delay, FaultKind


@FaultKind
def close_at_accept(exchange: Exchange) -> None:
    """The connection is dropped before the request is read; it counts connections, not calls."""


@FaultKind
def reset(exchange: Exchange) -> None:
    """The connection is reset; the request had no effect."""
    exchange.reset()


@FaultKind
def answer_lost(exchange: Exchange) -> None:
    """The request is processed, then the connection is reset."""
    exchange.process()
    exchange.reset()


@FaultKind
def hang_up(exchange: Exchange) -> None:
    """The connection is closed properly and without an answer; the request had no effect."""
    exchange.close()


@Delay
def hang(exchange: Exchange, *, wait: Callable[[float], object], seconds: float = 60) -> None:
    """Nothing for ``seconds``, then the connection is closed; the request had no effect."""
    wait(seconds)
    exchange.close()


@Delay
def hang_after(exchange: Exchange, *, wait: Callable[[float], object], seconds: float = 60) -> None:
    """The request is processed; nothing for ``seconds``, then the connection is closed."""
    exchange.process()
    wait(seconds)
    exchange.close()


@Delay
def slow(exchange: Exchange, *, wait: Callable[[float], object], seconds: float = 2) -> None:
    """The right answer, ``seconds`` late."""
    wait(seconds)
    exchange.send(exchange.process())


@Delay
def drip(exchange: Exchange, *, wait: Callable[[float], object], seconds: float = 1) -> None:
    """The right answer, one byte each ``seconds``."""
    answer = exchange.process()
    exchange.send_head(answer, content_length=len(answer.body))
    for start in range(len(answer.body)):
        exchange.write(answer.body[start : start + 1])
        wait(seconds)


@FaultKind
def truncated(exchange: Exchange) -> None:
    """Half of the right answer under its full Content-Length, then the connection is closed."""
    answer = exchange.process()
    exchange.send_head(answer, content_length=len(answer.body))
    exchange.write(answer.body[: len(answer.body) // 2])
    exchange.close()

"""Ports of the demo's servers: taken by binding them, and held until a server gets the socket.

A port that was only looked at may be another process's by the time that it is used.
"""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterable
from pathlib import Path

from demo.errors import DemoError

LOOPBACK = "127.0.0.1"
TRIES = 20
HIGHEST = 65535


def take_port(port: int) -> socket.socket:
    """Return a socket that listens on ``port``; raises ``DemoError`` where that cannot be."""
    if not 1 <= port <= HIGHEST:
        raise DemoError(f"There is no port {port}: choose one from 1024 to {HIGHEST}.")
    listener = _try(port)
    if listener is None:
        raise DemoError(
            f"Port {port} is in use or not allowed. Stop what uses it, or choose another one: "
            f"make demo PORT={port + 1}"
        )
    return listener


def take_usual_port(default: int, *, kept_in: Path) -> socket.socket:
    """Return a socket that listens on the port of last time, ``default`` or one of the next.

    The port is kept in the file ``kept_in``. Raises ``DemoError`` where none of them is free.
    """
    listener = _take_first([*_read(kept_in), *range(default, default + TRIES)])
    if listener is None:
        raise DemoError(
            f"Ports {default} to {default + TRIES - 1} are all in use. Choose another one: "
            "make demo PORT=9000"
        )
    kept_in.write_text(f"{get_port(listener)}\n", encoding="ascii")
    return listener


def get_port(listener: socket.socket) -> int:
    port: int = listener.getsockname()[1]
    return port


def _read(path: Path) -> list[int]:
    """Return the port kept in ``path``, if there is one that can be used."""
    text = path.read_text(encoding="ascii", errors="replace").strip() if path.exists() else ""
    return [int(text)] if text.isdecimal() and 1 <= int(text) <= HIGHEST else []


def _take_first(ports: Iterable[int]) -> socket.socket | None:
    return next((listener for port in ports if (listener := _try(port))), None)


def _try(port: int) -> socket.socket | None:
    listener = socket.socket()
    try:
        # A port in TIME_WAIT is free.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((LOOPBACK, port))
        # Two sockets with SO_REUSEADDR may both be bound, but not both listen.
        listener.listen()
    except OSError as error:
        listener.close()
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            return None
        raise
    return listener

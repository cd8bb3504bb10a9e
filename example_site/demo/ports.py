from __future__ import annotations

import errno
import socket

from demo.errors import DemoError

LOOPBACK = "127.0.0.1"
TRIES = 20


def find_port(preferred: int) -> int:
    """Return ``preferred``, or the next port after it that is free.

    Raises ``DemoError`` where none of the next ones is.
    """
    for port in range(preferred, preferred + TRIES):
        if is_free(port):
            return port
    raise DemoError(
        f"Ports {preferred} to {preferred + TRIES - 1} are all in use. Choose another one: "
        "make demo PORT=9000"
    )


def require_port(port: int) -> int:
    """Return ``port``; raises ``DemoError`` where it is taken or out of range."""
    if not 1 <= port <= 65535:
        raise DemoError(f"There is no port {port}: choose one from 1024 to 65535.")
    if not is_free(port):
        raise DemoError(
            f"Port {port} is in use or not allowed. Stop what uses it, or choose another one: "
            f"make demo PORT={port + 1}"
        )
    return port


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As the server will: a port in TIME_WAIT is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                return False
            raise
    return True

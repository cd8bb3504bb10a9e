"""One connection a call, which knows whether it stands and is cut when the call's time is over.

The time-outs of sockets bind a single read: a header or a body that drips in, one byte at a time,
never meets them. So a timer shuts the socket down at the deadline, which ends any read at once.
A connection is never reused: what failed before it stood was therefore surely not sent.
"""

from __future__ import annotations

import socket
import threading
import time
from functools import partial
from types import TracebackType
from typing import Any

import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection


class CallWatch:
    """Watches one call from its start to its deadline (seconds). Use it as a context manager."""

    def __init__(self, deadline: float) -> None:
        self.deadline = deadline
        self.connecting = False
        self._ends_at = time.monotonic() + deadline
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(deadline, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> CallWatch:
        self._timer.start()
        return self

    def __exit__(
        self,
        error_class: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._timer.cancel()

    @property
    def remaining(self) -> float:
        return self._ends_at - time.monotonic()

    @property
    def expired(self) -> bool:
        return self.remaining <= 0

    def attach(self, connected_socket: socket.socket) -> None:
        self._socket = connected_socket
        if self.expired:
            self._cut()

    def _cut(self) -> None:
        if self._socket is None:
            return
        try:
            # Not the method of an SSLSocket, which would first drop the TLS state under the reader.
            socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
        except OSError:
            return  # Closed in the meantime: the call ended by itself.


class _WatchedConnection(HTTPConnection):
    watch: CallWatch

    def __init__(self, *args: Any, watch: CallWatch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.watch = watch

    def connect(self) -> None:
        self.watch.connecting = True
        super().connect()
        self.watch.connecting = False
        self.watch.attach(self.sock)


class _WatchedTLSConnection(_WatchedConnection, HTTPSConnection):
    """The same over TLS; the connection stands when the certificate was accepted."""


class WatchedAdapter(HTTPAdapter):
    """Lets ``watch`` see the connection. It never retries: a POST may have been carried out."""

    def __init__(self, watch: CallWatch) -> None:
        self.watch = watch
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        watched = partial(_watched_pool, self.watch)
        self.poolmanager.pool_classes_by_scheme = {
            "http": partial(watched, urllib3.HTTPConnectionPool, _WatchedConnection),
            "https": partial(watched, urllib3.HTTPSConnectionPool, _WatchedTLSConnection),
        }


def _watched_pool(
    watch: CallWatch,
    pool_class: type[urllib3.HTTPConnectionPool],
    connection_class: type[_WatchedConnection],
    *args: Any,
    **kwargs: Any,
) -> urllib3.HTTPConnectionPool:
    pool = pool_class(*args, **kwargs)
    pool.ConnectionCls = partial(connection_class, watch=watch)  # type: ignore[assignment]
    return pool

from __future__ import annotations

import socket
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol

from .errors import SandboxError
from .exchange import RESET_ON_CLOSE
from .handler import SandboxHandler
from .request import Request

LOOPBACK_ADDRESSES = ("127.0.0.1", "localhost")
POLL_SECONDS = 0.01


class App(Protocol):
    """What the server calls from a connection's own thread."""

    def handle(self, handler: BaseHTTPRequestHandler, request: Request) -> None: ...

    def accepts_connection(self) -> bool: ...


class SandboxServer(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(
        self, address: tuple[str, int], app: App, held: socket.socket | None = None
    ) -> None:
        self.app = app
        self._held = held
        self._connections: set[socket.socket] = set()
        super().__init__(address, SandboxHandler)

    def server_bind(self) -> None:
        if self._held is None:
            super().server_bind()
            return
        self.socket.close()
        self.socket = self._held
        self.server_name, self.server_port = self.socket.getsockname()
        self.server_address = (self.server_name, self.server_port)

    def verify_request(self, request: Any, client_address: Any) -> bool:
        if self.app.accepts_connection():
            self._connections.add(request)
            return True
        request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
        return False

    def shutdown_request(self, request: Any) -> None:
        self._connections.discard(request)
        lingers = request.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, len(RESET_ON_CLOSE))
        if lingers == RESET_ON_CLOSE:
            # The usual shutdown would send FIN before the reset.
            self.close_request(request)
        else:
            super().shutdown_request(request)

    def drop_connections(self) -> None:
        for connection in list(self._connections):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                self._connections.discard(connection)

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class Listener:
    """Listens on a loopback address in a thread of its own, can pause and go on.

    ``held`` is a socket that listens already, and serves until the first pause; ``port`` is then
    its own.
    """

    def __init__(self, host: str, port: int, app: App, held: socket.socket | None = None) -> None:
        if host not in LOOPBACK_ADDRESSES:
            raise SandboxError(f"The sandbox listens on this machine only, not on {host}.")
        self._address = ("127.0.0.1", port)
        self._held = held
        self._app = app
        self._server: SandboxServer | None = None
        self._thread: threading.Thread | None = None
        self._lock = threading.RLock()

    @property
    def port(self) -> int:
        return self._address[1]

    def listen(self) -> None:
        """Raises ``SandboxError`` where the port is taken."""
        with self._lock:
            if self._server is not None:
                return
            try:
                self._server = SandboxServer(self._address, self._app, self._held)
            except OSError as error:
                message = f"Port {self.port} cannot be used: {error.strerror}."
                raise SandboxError(message) from error
            self._address = ("127.0.0.1", self._server.server_port)
            self._held = None
            self._thread = threading.Thread(
                target=self._server.serve_forever, args=(POLL_SECONDS,), daemon=True
            )
            self._thread.start()

    def stop(self) -> None:
        """Stop listening and drop every connection; connecting is refused from now on."""
        with self._lock:
            if self._server is None or self._thread is None:
                return
            self._server.shutdown()
            self._server.server_close()
            self._server.drop_connections()
            self._thread.join()
            self._server = self._thread = None

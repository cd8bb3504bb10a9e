from __future__ import annotations

from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any

from .request import Request

if TYPE_CHECKING:
    from .server import SandboxServer

MAX_BODY_BYTES = 512 * 1024 * 1024


class SandboxHandler(BaseHTTPRequestHandler):
    """Reads one request after the other from a connection and hands them to the server's app."""

    protocol_version = "HTTP/1.1"
    server_version = "EasyCarsSandbox"
    sys_version = ""
    # Without it, an answer's body waits for the client's delayed acknowledgement of the head.
    disable_nagle_algorithm = True
    wbufsize = 64 * 1024
    server: SandboxServer

    def handle_any(self) -> None:
        if "Transfer-Encoding" in self.headers:
            self.close_connection = True
            self.send_error(HTTPStatus.LENGTH_REQUIRED)
            return
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > MAX_BODY_BYTES:
            self.close_connection = True
            self.send_error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return
        request = Request(self.command, self.path, self.headers, self.rfile.read(int(length)))
        self.server.app.handle(self, request)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = handle_any

    def log_message(self, format: str, *args: Any) -> None:
        """Write nothing: the request line of RequestToken holds a secret."""

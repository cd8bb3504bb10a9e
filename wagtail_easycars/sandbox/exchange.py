from __future__ import annotations

import socket
import struct
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

from .answers import Answer
from .calls import Call
from .contract import Operation
from .errors import SandboxError
from .request import Request
from .tokens import TokenOffice

# SO_LINGER with a time of zero: closing sends RST instead of FIN.
RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class Exchange:
    """One request and its answer, in the hands of a fault or of nobody.

    ``operation`` is None for what is no endpoint of EasyCars, such as a picture. ``process()`` does
    what was asked for, once; until it is called, the request has had no effect.
    """

    operation: Operation | None = None

    def __init__(
        self, handler: BaseHTTPRequestHandler, request: Request, tokens: TokenOffice
    ) -> None:
        self.request = request
        self.tokens = tokens
        self.call = Call()
        self._handler = handler
        self._process: Callable[[], Answer] | None = None
        self._answer: Answer | None = None

    def process_with(self, process: Callable[[], Answer]) -> None:
        self._process = process

    def process(self) -> Answer:
        if self._answer is None:
            if self._process is None:
                raise SandboxError("This request has nothing to process.")
            self._answer = self._process()
            self.call.code = self._answer.code
        return self._answer

    def send(self, answer: Answer) -> None:
        self.send_head(answer, content_length=len(answer.body))
        self.write(answer.body)

    def send_head(self, answer: Answer, *, content_length: int) -> None:
        """Status and headers, with a ``content_length`` that need not be true."""
        self.call.status = answer.status
        self._handler.send_response(answer.status)
        self._handler.send_header("Content-Type", answer.content_type)
        self._handler.send_header("Content-Length", str(content_length))
        for name, value in answer.headers.items():
            self._handler.send_header(name, value)
        self._handler.end_headers()

    def write(self, chunk: bytes) -> None:
        if self._handler.command != "HEAD":
            self._handler.wfile.write(chunk)
            self._handler.wfile.flush()

    def close(self) -> None:
        """Close the connection after what was written."""
        self._handler.close_connection = True

    def reset(self) -> None:
        """Drop the connection as a crashed process or a firewall would."""
        self._handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
        self._handler.close_connection = True

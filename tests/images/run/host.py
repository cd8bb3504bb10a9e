"""A host of pictures that a test can change, break and question."""

from __future__ import annotations

import sys
import threading
import time
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from typing import Any

from PIL import Image


@cache
def jpeg(name: str) -> bytes:
    """Return a small picture of its own for each ``name``."""
    colour = sha256(name.encode()).digest()[:3]
    out = BytesIO()
    Image.new("RGB", (16, 12), tuple(colour)).save(out, "JPEG", comment=name.encode())
    return out.getvalue()


class QuietServer(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a client that was killed."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@dataclass
class Page:
    """What the host answers at a path."""

    body: bytes
    etag: str = ""
    status: int = 200
    seconds: float = 0


@dataclass
class PictureHost:
    """Answers ``GET /NAME?...`` with ``pages[NAME]``, or the picture ``jpeg(NAME)``.

    ``requests`` holds the path and query of each request in their order, ``conditional`` those that
    named an ETag. Each answer takes ``latency`` seconds, and those of its page.
    """

    pages: dict[str, Page] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    conditional: list[str] = field(default_factory=list)
    latency: float = 0

    def __enter__(self) -> PictureHost:
        host = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                host.answer(self)

            def log_message(self, *args: Any) -> None:
                pass

        self._server = QuietServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *error: Any) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def netloc(self) -> str:
        return f"127.0.0.1:{self._server.server_port}"

    def url(self, name: str) -> str:
        return f"http://{self.netloc}/{name}"

    def page(self, name: str) -> Page:
        return self.pages.get(name) or Page(jpeg(name))

    def breaks(self, *names: str, status: int = 500) -> None:
        """Have the pictures ``names`` be answered with an error page."""
        for name in names:
            self.pages[name] = Page(b"<h1>Sorry</h1>", status=status)

    def heal(self) -> None:
        self.pages.clear()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        asked = handler.path.lstrip("/")
        self.requests.append(asked)
        page = self.page(asked.partition("?")[0])
        known = handler.headers.get("If-None-Match", "")
        if known:
            self.conditional.append(asked)
        time.sleep(self.latency + page.seconds)
        if page.etag and known == page.etag:
            page = Page(b"", page.etag, status=304)
        handler.send_response(page.status)
        if page.etag:
            handler.send_header("ETag", page.etag)
        handler.send_header("Content-Type", "image/jpeg")
        handler.send_header("Content-Length", str(len(page.body)))
        handler.end_headers()
        handler.wfile.write(page.body)

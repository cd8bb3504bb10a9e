"""A host of pictures in a process of its own, which answers each request after a set time.

    python -m benchmarks.images.host 0.2

prints its address and serves until its standard input is closed. Every address has a picture of its
own: one drawing with a comment in it, so that the host has next to nothing to do. ``/count`` says
how many pictures were asked for.
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress

from wagtail_easycars.sandbox.catalogue.picture_urls import Subject
from wagtail_easycars.sandbox.pictures.drawing import draw_jpeg

SUBJECT = Subject("suv", "b03a2e", "left", 1)
COUNT = "/count"
COMMENT = b"\xff\xfe"


def with_comment(jpeg: bytes, text: str) -> bytes:
    """Return ``jpeg`` with ``text`` as a comment: other bytes, the same picture."""
    comment = text.encode()
    length = (len(comment) + 2).to_bytes(2, "big")
    return jpeg[:2] + COMMENT + length + comment + jpeg[2:]


class Host:
    """Answers over HTTP/1.1, ``latency`` seconds after each request."""

    def __init__(self, latency: float, jpeg: bytes) -> None:
        self._latency = latency
        self._jpeg = jpeg
        self._count = 0

    async def serve(self) -> None:
        server = await asyncio.start_server(self._converse, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        print(f"http://127.0.0.1:{port}/", flush=True)
        await asyncio.to_thread(sys.stdin.read)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                request = await reader.readuntil(b"\r\n\r\n")
                path = request.split(b" ", 2)[1].decode()
                writer.write(await self._answer(path))
                await writer.drain()

    async def _answer(self, path: str) -> bytes:
        if path == COUNT:
            return _http("text/plain", str(self._count).encode())
        self._count += 1
        await asyncio.sleep(self._latency)
        return _http("image/jpeg", with_comment(self._jpeg, path))


def _http(content_type: str, body: bytes) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


if __name__ == "__main__":
    asyncio.run(Host(float(sys.argv[1]), draw_jpeg(SUBJECT)).serve())

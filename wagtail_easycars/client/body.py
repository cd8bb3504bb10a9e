"""Reading the body of an answer within its limits, and making JSON of it."""

from __future__ import annotations

import json
import zlib
from typing import Any, NoReturn

from requests import Response

from wagtail_easycars.client.connection import CallWatch

CHUNK_BYTES = 64 * 1024
# A stock compresses to a tenth or so of its size; only what is meant to fill the memory to less
# than a two-hundredth. Short of a mebibyte it does no harm.
MAX_RATIO = 200
FREE_OF_RATIO_BYTES = 1024 * 1024
_GZIP_OR_ZLIB_HEADER = 32 + zlib.MAX_WBITS
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class UnusableBody(Exception):
    """The body broke a limit or is no JSON object; the text holds nothing of the body."""


class DeadlineExceeded(Exception):
    """The body was not complete in time."""


def read_body(response: Response, watch: CallWatch, max_bytes: int) -> bytearray:
    """Return the decompressed body.

    ``read1`` gives what has arrived instead of waiting for a full chunk, so that the deadline is
    looked at while a body drips in. The cap binds what is kept, not what a header announces.

    Raises ``DeadlineExceeded``, ``UnusableBody`` (too large, too strongly compressed, unknown or
    broken compression) and what urllib3 raises for a connection that breaks.
    """
    decoder = _decoder(response.headers.get("Content-Encoding", ""))
    body = bytearray()
    received = 0
    while chunk := response.raw.read1(CHUNK_BYTES, decode_content=False):
        received += len(chunk)
        believable = max(FREE_OF_RATIO_BYTES, MAX_RATIO * received)
        room = min(max_bytes, believable) - len(body)
        body += decoder.decode(chunk, room + 1) if decoder else chunk
        if max(received, len(body)) > max_bytes:
            raise UnusableBody(f"more than {max_bytes} bytes")
        if len(body) > believable:
            raise UnusableBody(f"compressed to less than 1/{MAX_RATIO} of its size")
        if watch.expired:
            raise DeadlineExceeded
    if watch.expired:
        # The end may be the timer's doing: a body without a length then looks complete.
        raise DeadlineExceeded
    if decoder and not decoder.complete:
        raise UnusableBody("cut within its compression")
    return body


class _Inflater:
    def __init__(self) -> None:
        self._inflater = zlib.decompressobj(_GZIP_OR_ZLIB_HEADER)

    def decode(self, chunk: bytes, max_bytes: int) -> bytes:
        """Decompress at most ``max_bytes`` (a few bytes can hold gigabytes)."""
        try:
            return self._inflater.decompress(chunk, max_bytes)
        except zlib.error:
            raise UnusableBody("broken compression") from None

    @property
    def complete(self) -> bool:
        return self._inflater.eof


def _decoder(content_encoding: str) -> _Inflater | None:
    encoding = content_encoding.strip().lower()
    if encoding in ("", "identity"):
        return None
    if encoding in ("gzip", "x-gzip", "deflate"):
        return _Inflater()
    raise UnusableBody("compressed in a way that was not asked for")


def decode_object(body: bytearray) -> dict[str, Any]:
    """Return the JSON object in ``body`` and empty ``body``, to hold one copy of it at a time.

    NaN and infinite constants are refused, but a number such as 1e400 becomes an infinite float:
    whoever uses a number has to expect it.

    Raises ``UnusableBody`` for invalid UTF-8, what is no JSON, nesting too deep, integers too long
    and anything but an object at the top.
    """
    if body.startswith(_BYTE_ORDER_MARK):
        del body[: len(_BYTE_ORDER_MARK)]
    try:
        text = body.decode("utf-8")
        body.clear()
        document = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        problem = type(error).__name__
    else:
        problem = "" if isinstance(document, dict) else f"a {type(document).__name__}"
    if problem:
        raise UnusableBody(f"not a JSON object: {problem}")
    return document


def _refuse_constant(constant: str) -> NoReturn:
    raise ValueError(constant)

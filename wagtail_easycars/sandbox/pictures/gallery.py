from __future__ import annotations

import threading
from collections import OrderedDict
from hashlib import sha1
from http import HTTPStatus

from ..answers import Answer
from ..catalogue.picture_urls import Subject, read_path
from ..request import Request
from .drawing import draw_jpeg

CACHE_BYTES = 64 * 1024 * 1024
YEAR = "max-age=31536000"


class PictureGallery:
    """Answers requests for pictures; keeps the newest 64 MiB of them in memory."""

    def __init__(self) -> None:
        self._jpegs: OrderedDict[Subject, bytes] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def answer(self, request: Request) -> Answer:
        if request.method not in ("GET", "HEAD"):
            return Answer(b"", status=HTTPStatus.METHOD_NOT_ALLOWED, headers={"Allow": "GET, HEAD"})
        subject = read_path(request.path)
        if subject is None:
            return Answer(b"", status=HTTPStatus.NOT_FOUND, content_type="text/plain")
        jpeg = self.jpeg(subject)
        etag = f'"{sha1(jpeg, usedforsecurity=False).hexdigest()}"'
        headers = {"ETag": etag, "Cache-Control": YEAR}
        if _matches(request.headers.get("If-None-Match", ""), etag):
            return Answer(
                b"", status=HTTPStatus.NOT_MODIFIED, content_type="image/jpeg", headers=headers
            )
        return Answer(jpeg, content_type="image/jpeg", headers=headers)

    def jpeg(self, subject: Subject) -> bytes:
        with self._lock:
            if subject in self._jpegs:
                self._jpegs.move_to_end(subject)
                return self._jpegs[subject]
        jpeg = draw_jpeg(subject)
        with self._lock:
            if subject not in self._jpegs:
                self._jpegs[subject] = jpeg
                self._size += len(jpeg)
            while self._size > CACHE_BYTES:
                _oldest, dropped = self._jpegs.popitem(last=False)
                self._size -= len(dropped)
        return jpeg


def _matches(if_none_match: str, etag: str) -> bool:
    tags = (tag.strip().removeprefix("W/") for tag in if_none_match.split(","))
    return any(tag in (etag, "*") for tag in tags)

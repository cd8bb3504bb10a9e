from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image, UnidentifiedImageError


@dataclass(frozen=True)
class Asset:
    """A picture that was uploaded; ``version`` is new with each upload of it."""

    public_id: str
    content: bytes = field(repr=False)
    version: int
    format: str
    width: int
    height: int


class AssetStore:
    """What a cloud holds, in memory."""

    def __init__(self) -> None:
        self._assets: dict[str, Asset] = {}
        self._version = int(time.time())
        self._lock = threading.Lock()

    def all(self) -> dict[str, Asset]:
        """Return every asset by its public id."""
        with self._lock:
            return dict(self._assets)

    def get(self, public_id: str) -> Asset | None:
        return self.all().get(public_id)

    def put(self, public_id: str, content: bytes) -> Asset | None:
        """Keep ``content`` in place of what may be there; None where it is no picture."""
        try:
            with Image.open(BytesIO(content)) as image:
                picture_format, (width, height) = (image.format or "").lower(), image.size
        except UnidentifiedImageError:
            return None
        with self._lock:
            self._version += 1
            asset = Asset(public_id, content, self._version, picture_format, width, height)
            self._assets[public_id] = asset
        return asset

    def remove(self, public_id: str) -> bool:
        with self._lock:
            return self._assets.pop(public_id, None) is not None

    def clear(self) -> None:
        with self._lock:
            self._assets.clear()

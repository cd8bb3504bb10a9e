from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class PictureFile:
    """A picture that was opened, checked and rid of its metadata; sizes are in pixels.

    ``content_hash`` is the SHA-256 of the bytes as they were downloaded, in hexadecimal digits;
    ``extension`` is the usual one of the format, without a dot.
    """

    content: bytes = field(repr=False)
    content_hash: str
    extension: str
    width: int
    height: int

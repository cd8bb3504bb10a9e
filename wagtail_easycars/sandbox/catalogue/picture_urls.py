"""URLs of pictures, which carry in their hash-like last part what they show.

So a picture can be drawn from its URL alone, for any stock, without a register of pictures.
"""

from __future__ import annotations

from hashlib import sha1
from typing import NamedTuple

from .shapes import SHAPES

# Replaced by the sandbox's own address when a stock is set.
IMAGE_ROOT = "http://easycars-sandbox.invalid/"
VIEWS = ("left", "front", "right", "rear", "interior", "wheel", "showroom", "dusk")
OUTSIDE_ONLY = ("left", "right", "showroom", "dusk", "wheel")
HEAVY = ("left", "front", "right", "interior", "showroom", "dusk")
VIEWS_OF_SHAPES = {
    "bus": HEAVY,
    "prime mover": HEAVY,
    "tray truck": HEAVY,
    "truck": HEAVY,
    "boat": OUTSIDE_ONLY,
    "camper": OUTSIDE_ONLY,
    "motorbike": OUTSIDE_ONLY,
    "trailer": OUTSIDE_ONLY,
    "caravan": ("left", "right", "interior", "rear", "showroom", "dusk"),
}
HASH_LENGTH = 40
DATA_LENGTH = 9


class Subject(NamedTuple):
    """What a picture shows; ``paint`` is RGB as six hexadecimal digits."""

    shape: str
    paint: str
    view: str
    variant: int


def views_of(shape: str) -> tuple[str, ...]:
    """Every view there is of ``shape``, in the order of a gallery."""
    return VIEWS_OF_SHAPES.get(shape, VIEWS)


def picture_path(account_id: int, number: int, shape: str, paint: str, view: str) -> str:
    data = f"{SHAPES.index(shape):02x}{VIEWS.index(view):x}{paint}"
    return f"images/image/{account_id}/{number}/{data}{_seal(number, data)}"


def read_path(path: str) -> Subject | None:
    """What the picture at ``path`` shows; None where ``picture_path`` did not make it."""
    parts = path.strip("/").split("/")
    if len(parts) != 5 or parts[:2] != ["images", "image"] or not parts[3].isdecimal():
        return None
    data, seal = parts[4][:DATA_LENGTH], parts[4][DATA_LENGTH:]
    if seal != _seal(int(parts[3]), data):
        return None
    shape, view = SHAPES[int(data[:2], 16)], VIEWS[int(data[2], 16)]
    return Subject(shape, data[3:], view, int(seal[:4], 16))


def _seal(number: int, data: str) -> str:
    digest = sha1(f"{number} {data}".encode(), usedforsecurity=False).hexdigest()
    return digest[: HASH_LENGTH - DATA_LENGTH]

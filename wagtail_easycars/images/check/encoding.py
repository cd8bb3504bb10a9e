from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from PIL import Image

from wagtail_easycars.images.check.colours import (
    convert_to_srgb,
    drop_opaque_alpha,
    drop_palette,
    has_profile_to_apply,
)
from wagtail_easycars.images.check.orientation import get_turn
from wagtail_easycars.images.check.reducing import get_reduced_size, reduce

JPEG_QUALITY = 88


@dataclass(frozen=True)
class Encoded:
    content: bytes = field(repr=False)
    extension: str
    width: int
    height: int


def encode(opened: Image.Image) -> Encoded:
    """Write ``opened`` anew: upright, in sRGB, no larger than ``IMAGE_MAX_SIDE``.

    A photo becomes a JPEG, one with nothing to change loses nothing but what cannot be seen; what
    is transparent or has a palette becomes a PNG.
    """
    if _can_keep_quality(opened):
        return _write(opened, "JPEG", "jpg", quality="keep")
    picture = _change(opened)
    if picture.mode == "RGBA" or _is_drawing(opened):
        return _write(picture, "PNG", "png")
    return _write(picture, "JPEG", "jpg", quality=JPEG_QUALITY)


def _can_keep_quality(opened: Image.Image) -> bool:
    return (
        opened.format == "JPEG"
        and opened.mode in ("L", "RGB")
        and opened.size == get_reduced_size(opened.size)
        and get_turn(opened) is None
        and not has_profile_to_apply(opened)
    )


def _change(opened: Image.Image) -> Image.Image:
    picture = reduce(drop_palette(opened))
    turn = get_turn(opened)
    if turn is not None:
        picture = picture.transpose(turn)
    profile = opened.info.get("icc_profile") if has_profile_to_apply(opened) else None
    return drop_opaque_alpha(convert_to_srgb(picture, profile))


def _is_drawing(opened: Image.Image) -> bool:
    return opened.format == "GIF" or opened.mode in ("1", "P")


def _write(picture: Image.Image, image_format: str, extension: str, **options: Any) -> Encoded:
    # What writers would take from here: comments, profiles, resolutions.
    picture.info = {}
    file = BytesIO()
    picture.save(file, image_format, **options)
    return Encoded(file.getvalue(), extension, picture.width, picture.height)

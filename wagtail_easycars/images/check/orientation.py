from __future__ import annotations

import struct

from PIL import ExifTags, Image

_AS_IT_LIES = 1
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_UNREADABLE_EXIF = (OSError, ValueError, SyntaxError, LookupError, TypeError, Warning, struct.error)


def get_turn(picture: Image.Image) -> Image.Transpose | None:
    """Return what the camera noted must be done for ``picture`` to stand upright.

    ``ImageOps.exif_transpose()`` would write the other EXIF data anew, and fails at what many
    cameras note; here they are dropped in any case.
    """
    try:
        orientation = picture.getexif().get(ExifTags.Base.Orientation, _AS_IT_LIES)
    except _UNREADABLE_EXIF:
        return None
    return _TURNS.get(orientation) if isinstance(orientation, int) else None

from __future__ import annotations

import hashlib
import os
import struct
import threading
import zlib

from django.utils.translation import gettext as _
from PIL import Image

from wagtail_easycars.images.check.encoding import encode
from wagtail_easycars.images.check.opening import open_picture
from wagtail_easycars.images.errors import PictureRefused
from wagtail_easycars.images.picture_file import PictureFile

# A picture of the most pixels takes hundreds of megabytes while it is open.
_open_pictures = threading.BoundedSemaphore(os.cpu_count() or 1)

# What Pillow's readers raise at bytes that somebody has thought about; its warnings too, where a
# site has made errors of warnings.
_UNREADABLE = (
    ArithmeticError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    struct.error,
    SyntaxError,
    TypeError,
    ValueError,
    Warning,
    zlib.error,
)


def check_picture(content: bytes) -> PictureFile:
    """Return the picture in ``content``, turned upright, reduced and encoded anew.

    Nothing but what can be seen survives: no metadata, no colour profile (colours are converted to
    sRGB) and nothing that was put before, between or behind the data of the picture. As many
    pictures are open at once as the machine has processors.

    Raises ``PictureRefused`` for anything but one whole picture of a format and size that is
    allowed.
    """
    try:
        with _open_pictures:
            return _check(content)
    except PictureRefused as error:
        problem = str(error)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        problem = _("The picture has too many pixels.")
    except _UNREADABLE:
        problem = _("The picture is damaged or cut off.")
    raise PictureRefused(problem)


def _check(content: bytes) -> PictureFile:
    with open_picture(content) as opened:
        encoded = encode(opened)
    return PictureFile(
        content=encoded.content,
        content_hash=hashlib.sha256(content).hexdigest(),
        extension=encoded.extension,
        width=encoded.width,
        height=encoded.height,
    )

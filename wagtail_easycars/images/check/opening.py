from __future__ import annotations

from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from wagtail_easycars.conf import app_settings
from wagtail_easycars.images.check.jpeg_scans import count_scans
from wagtail_easycars.images.check.reducing import get_reduced_size
from wagtail_easycars.images.errors import PictureRefused

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
# One of 1 x 1 pixel is there to see who looks at it.
MIN_SIDE = 2
# Of a progressive JPEG; encoders make about ten. Each is decoded over the whole picture.
MAX_SCANS = 32


def open_picture(content: bytes) -> Image.Image:
    """Return the first frame in ``content``, wholly decoded; a JPEG perhaps in a smaller size.

    What it may be is decided by its content, and before any of its pixels are decoded. Raises
    ``PictureRefused``, and what Pillow raises for a picture that is damaged.
    """
    picture = _identify(content)
    _check_size(picture)
    if picture.format in ("JPEG", "MPO"):
        _check_scans(content)
        picture.draft(None, get_reduced_size(picture.size))
    picture.load()
    return picture


def _identify(content: bytes) -> Image.Image:
    try:
        return Image.open(BytesIO(content), formats=FORMATS)
    except UnidentifiedImageError:
        problem = _("What the address gave is no JPEG, PNG, WebP or GIF picture.")
    raise PictureRefused(problem)


def _check_size(picture: Image.Image) -> None:
    width, height = picture.size
    if width * height > app_settings.MAX_IMAGE_PIXELS:
        raise PictureRefused(
            _("The picture has too many pixels: %(width)s x %(height)s.")
            % {"width": width, "height": height}
        )
    if min(width, height) < MIN_SIDE:
        raise PictureRefused(_("The picture is too small to show anything."))


def _check_scans(content: bytes) -> None:
    if count_scans(content) > MAX_SCANS:
        raise PictureRefused(_("The picture is made to take very long to open."))

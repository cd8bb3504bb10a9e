from __future__ import annotations

from PIL import Image

from wagtail_easycars.conf import app_settings


def get_reduced_size(size: tuple[int, int]) -> tuple[int, int]:
    """Return ``size`` (pixels) with its longer side reduced to ``IMAGE_MAX_SIDE``."""
    scale = app_settings.IMAGE_MAX_SIDE / max(size)
    if scale >= 1:
        return size
    width, height = size
    return max(1, round(width * scale)), max(1, round(height * scale))


def reduce(picture: Image.Image) -> Image.Image:
    """Return ``picture`` itself, or a smaller one; its mode must have no palette."""
    size = get_reduced_size(picture.size)
    return picture if size == picture.size else picture.resize(size, Image.Resampling.LANCZOS)

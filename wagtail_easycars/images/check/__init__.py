"""Makes a picture that can be kept and shown of bytes that may be anything."""

from wagtail_easycars.images.check.check import check_picture

__all__ = ["check_picture"]

from __future__ import annotations

from wagtail_easycars.errors import EasyCarsError


class PictureError(EasyCarsError):
    """One picture could not be had or kept; the text says why, for staff."""


class PictureUnavailable(PictureError):
    """The address gives no answer, or none with a picture."""


class AddressRefused(PictureError):
    """The address leads to where no picture of a dealer can be."""


class PictureRefused(PictureError):
    """What was downloaded is no picture that may be kept."""


class PictureNotStored(PictureError):
    """The storage did not take, give or delete one picture."""


class StorageUnusable(EasyCarsError):
    """The storage takes no picture at all until a person, or time, has changed that."""

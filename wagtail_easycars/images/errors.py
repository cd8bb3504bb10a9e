from __future__ import annotations

from django.utils.translation import gettext as _

from wagtail_easycars.errors import EasyCarsError


class PictureError(EasyCarsError):
    """One picture could not be had or kept; the text says why, for staff."""


class PictureUnavailable(PictureError):
    """The address gives no answer, or none with a picture."""


class HostInTrouble(PictureUnavailable):
    """The host of the address gave no usable answer; its other addresses may fare no better."""


class AddressRefused(PictureError):
    """The address leads to where no picture of a dealer can be."""


class PictureRefused(PictureError):
    """What was downloaded is no picture that may be kept."""


class PictureNotStored(PictureError):
    """The storage did not take, give or delete one picture."""


class PictureBeingDeleted(PictureError):
    """Another site's run may be deleting what the storage has of a picture."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Another site of this account is synchronising its pictures, and may be deleting "
                "this one where it is to go. Try again later."
            )
        )


class HostsUnusable(EasyCarsError):
    """No host gives any picture until a person, or time, has changed that."""

    def __init__(self, failures: int) -> None:
        super().__init__(
            _(
                "The host of the pictures is out of order: %(count)d addresses in a row gave no "
                "answer. The pictures that are left are tried again later."
            )
            % {"count": failures}
        )


class StorageUnusable(EasyCarsError):
    """The storage takes no picture at all until a person, or time, has changed that."""

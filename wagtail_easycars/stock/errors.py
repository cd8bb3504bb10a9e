from __future__ import annotations

from django.utils.translation import gettext as _

from wagtail_easycars.errors import EasyCarsError


class ItemRejected(EasyCarsError):
    """An item of the feed cannot be used; the message says why."""


class NestedTooDeeply(ItemRejected):
    """An item has lists within lists beyond what any vehicle has."""

    def __init__(self) -> None:
        super().__init__(_("Its data are nested more deeply than those of any vehicle."))

"""What a page type needs to list a site's vehicles, or to show one.

The package's own page types live in the optional app ``wagtail_easycars.pages``. A site that wants
its own fields builds its page types from these mixins and names them in ``VEHICLE_PAGE_MODEL`` and
``INVENTORY_PAGE_MODEL``.
"""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_easycars.models.vehicles import Vehicle


class InventoryPageMixin(models.Model):
    """Lists the vehicles whose pages are below it: paged, sorted and filtered by query string."""

    class Meta:
        abstract = True


class VehiclePageMixin(models.Model):
    """Shows one vehicle. Holds no fact of the vehicle itself, so that a new price changes no page."""

    vehicle = models.ForeignKey(
        Vehicle, on_delete=models.PROTECT, related_name="+", verbose_name=_("vehicle")
    )

    # Pages of vehicles come from the stock, so the admin does not offer them under 'Add child page'.
    is_creatable = False

    class Meta:
        abstract = True

    @classmethod
    def for_vehicle(cls, vehicle: Vehicle) -> Self:
        """Return a new, unsaved page for ``vehicle``; override to fill a site's own fields."""
        return cls(vehicle=vehicle, title=vehicle.title[:255])

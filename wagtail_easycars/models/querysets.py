from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from wagtail.search.queryset import SearchableQuerySetMixin

if TYPE_CHECKING:
    from wagtail_easycars.models.vehicles import Vehicle  # noqa: F401


class VehicleQuerySet(SearchableQuerySetMixin, models.QuerySet["Vehicle"]):
    def listed(self) -> Self:
        """Vehicles that a visitor can buy: available, or with a deposit taken."""
        return self.filter(status__in=self.model.LISTED)

    def held(self) -> Self:
        """Vehicles that the feed no longer has and whose withdrawal waits for a person."""
        return self.filter(withdrawal_held_at__isnull=False)

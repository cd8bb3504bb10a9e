from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wagtail.log_actions import log
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction

from wagtail_easycars.models import Vehicle
from wagtail_easycars.panel.restricted import OfSeenSitesBulkActionMixin
from wagtail_easycars.panel.vehicles.deletion import delete_pages, get_usage_elsewhere, is_deletable


class VehicleDeleteBulkAction(OfSeenSitesBulkActionMixin, DeleteBulkAction):
    """Deletes vehicles that were entered by hand as their delete view does: with their pages."""

    models = [Vehicle]
    permission_required = "delete"
    template_name = "wagtail_easycars/panel/vehicles/confirm_bulk_delete.html"

    def annotate_items(self, items: Sequence[Vehicle]) -> Sequence[Vehicle]:
        vehicles: Sequence[Vehicle] = super().annotate_items(items)
        self.usage = {
            vehicle.pk: get_usage_elsewhere(vehicle)
            for vehicle in vehicles
            if is_deletable(vehicle)
        }
        self.is_protected = any(map(self._is_protected, vehicles))
        return vehicles

    def _is_protected(self, vehicle: Vehicle) -> bool:
        return not is_deletable(vehicle) or self.usage[vehicle.pk].is_protected

    def object_context(self, vehicle: Vehicle) -> dict[str, Any]:
        context: dict[str, Any] = super().object_context(vehicle)
        context["is_protected"] = self._is_protected(vehicle)
        if vehicle.pk in self.usage:
            context["usage_count"] = self.usage[vehicle.pk].count()
        return context

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        vehicles = [each["item"] for each in context["items"]]
        context["from_easycars"] = [each for each in vehicles if not is_deletable(each)]
        return context

    @classmethod
    def execute_action(
        cls, objects: Sequence[Vehicle], user: Any = None, **kwargs: Any
    ) -> tuple[int, int]:
        user = kwargs["self"].request.user
        for vehicle in objects:
            log(instance=vehicle, action="wagtail.delete", user=user)
            delete_pages(vehicle, user)
            vehicle.delete()
        return len(objects), 0

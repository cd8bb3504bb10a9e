"""Vehicles that stay on the site until a person has decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wagtail_easycars.panel.dashboard.sections.base import ListSection
from wagtail_easycars.panel.held.vehicles import add_pictures_and_reasons, get_listed_held_vehicles
from wagtail_easycars.panel.of_site import get_url
from wagtail_easycars.panel.policies import may, vehicle_policy
from wagtail_easycars.panel.thumbnails import THUMBNAIL_WIDTH
from wagtail_easycars.presentation.prices import get_price
from wagtail_easycars.stock.held import get_held_vehicles

SHOWN = 6


class HeldSection(ListSection):
    name = "held"
    order = 200
    policy = vehicle_policy
    actions = ("view", "change", "withdraw")
    template_name = "wagtail_easycars/panel/dashboard/sections/held.html"

    def get_context_data(
        self, parent_context: Mapping[str, Any] | None = None
    ) -> Mapping[str, Any]:
        context = dict(super().get_context_data(parent_context))
        vehicles = self._load_first_vehicles()
        if not vehicles:
            return context
        count = get_held_vehicles(self.site).count()
        context |= {"vehicles": vehicles, "count": count, "left": count - len(vehicles)}
        if may(self.user, vehicle_policy, "withdraw", self.site):
            context["held_url"] = get_url("easycars:held", self.site)
        return context

    def _load_first_vehicles(self) -> list[Any]:
        held = get_listed_held_vehicles(self.site).order_by("-withdrawal_held_at", "stock_number")
        vehicles: list[Any] = list(held[:SHOWN])
        add_pictures_and_reasons(vehicles)
        for vehicle in vehicles:
            vehicle.thumbnail_url = vehicle.picture.get_url(THUMBNAIL_WIDTH)
            vehicle.price_text = str(get_price(vehicle))
        return vehicles

"""Mappers of sites that do what they should not."""

from __future__ import annotations

from typing import Any

from wagtail_easycars.models import Vehicle
from wagtail_easycars.stock.mapping import StockMapper


class DeletingMapper(StockMapper):
    """Stands for staff who delete each vehicle between the plan of a run and its writing."""

    def map(self, raw: dict[str, Any]) -> dict[str, Any]:
        for vehicle in Vehicle.objects.filter(stock_number=raw["StockNumber"]):
            if vehicle.page is not None:
                vehicle.page.delete()
            vehicle.delete()
        return super().map(raw)

"""The columns of the list of vehicles."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn

from wagtail_easycars.models import Vehicle
from wagtail_easycars.panel.thumbnails import THUMBNAIL_WIDTH
from wagtail_easycars.presentation.changes import describe_name
from wagtail_easycars.presentation.formats import format_aud


class PhotoColumn(Column):
    """The first picture, which the view has loaded; brings along how the list looks on a phone."""

    cell_template_name = "wagtail_easycars/panel/vehicles/photo_cell.html"

    class Media:
        css = {"all": ["wagtail_easycars/css/admin/vehicle-list.css"]}

    def get_value(self, instance: Any) -> str:
        url: str = instance.photo.get_url(THUMBNAIL_WIDTH)
        return url


class VehicleTitleColumn(TitleColumn):
    """The vehicle, and what staff should know before they open it."""

    cell_template_name = "wagtail_easycars/panel/vehicles/title_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["kept_fields"] = [describe_name(name) for name in instance.pinned_fields]
        return context


class PriceColumn(Column):
    """The price as buyers see it."""

    def get_value(self, instance: Vehicle) -> str:
        return format_aud(instance.price) if instance.price else str(_("On application"))


def get_columns() -> list[Column]:
    """Return the columns that follow the vehicle's title."""
    return [
        Column(
            "stock_number",
            label=_("Stock number"),
            sort_key="stock_number",
            classname="easycars-stock-number",
        ),
        PriceColumn("price", label=_("Price"), sort_key="price"),
        StatusTagColumn(
            "get_status_display",
            label=_("Status"),
            sort_key="status",
            primary=lambda vehicle: vehicle.is_listed,
        ),
        Column("get_source_display", label=_("Source"), sort_key="source"),
        DateColumn("seen_at", label=_("Last in the feed")),
    ]

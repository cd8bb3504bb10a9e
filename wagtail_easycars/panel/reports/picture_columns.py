"""The columns of the report on pictures."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn

from wagtail_easycars.models import VehicleImage
from wagtail_easycars.panel.reports.picture_states import PictureState
from wagtail_easycars.panel.thumbnails import THUMBNAIL_WIDTH
from wagtail_easycars.presentation.links import is_safe_link
from wagtail_easycars.presentation.pictures import get_picture


class ThumbnailColumn(Column):
    """What visitors see of a stored picture."""

    cell_template_name = "wagtail_easycars/panel/reports/thumbnail_cell.html"

    class Media:
        css = {"all": ["wagtail_easycars/css/admin/picture-report.css"]}

    def get_value(self, instance: VehicleImage) -> str:
        if not instance.stored_image:
            return ""
        return get_picture(instance.vehicle, instance).get_url(THUMBNAIL_WIDTH)


class NextAttemptColumn(Column):
    """When it is tried again, if it has to be, and how often it was in vain."""

    cell_template_name = "wagtail_easycars/panel/reports/next_attempt_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        due_at = instance.next_attempt_at
        context["is_stored"] = instance.state == PictureState.STORED
        context["is_due"] = due_at is None or due_at <= timezone.now()
        return context


class ReasonColumn(Column):
    """Why it is not stored, and the address that it was to come from."""

    cell_template_name = "wagtail_easycars/panel/reports/reason_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["is_link"] = is_safe_link(instance.source_url, ("http", "https"))
        return context


class VehicleColumn(TitleColumn):
    """The vehicle, and which of its pictures it is."""

    cell_template_name = "wagtail_easycars/panel/reports/vehicle_cell.html"


def get_columns(get_vehicle_url: Any) -> list[Column]:
    """Return the columns; ``get_vehicle_url`` leads to a picture's vehicle, if anywhere."""
    return [
        ThumbnailColumn("thumbnail", label=_("Picture"), classname="easycars-picture", width="10%"),
        VehicleColumn("vehicle", label=_("Vehicle"), get_url=get_vehicle_url, width="29%"),
        StatusTagColumn(
            "state",
            label=_("State"),
            accessor=lambda image: PictureState(image.state).label,
            primary=lambda image: image.state == PictureState.STORED,
            width="14%",
        ),
        ReasonColumn(
            "last_error",
            label=_("Reason and address in the feed"),
            classname="easycars-reason",
            width="30%",
        ),
        NextAttemptColumn("next_attempt_at", label=_("Next attempt"), width="17%"),
    ]

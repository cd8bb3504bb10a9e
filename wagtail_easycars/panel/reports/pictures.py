"""The report on pictures: which are stored, which are not, and why not."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

import django_filters
from django.contrib.admin.utils import quote
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView

from wagtail_easycars.images.statistics import get_statistics_by_site
from wagtail_easycars.listing.pictures import prefetch_images
from wagtail_easycars.models import Vehicle, VehicleImage
from wagtail_easycars.panel.export.spreadsheets import HarmlessSpreadsheetMixin
from wagtail_easycars.panel.policies import ANY_PERMISSION, vehicle_policy
from wagtail_easycars.panel.reports.picture_columns import get_columns
from wagtail_easycars.panel.reports.picture_states import PictureState, get_picture_places
from wagtail_easycars.panel.site_fields import SiteFilter
from wagtail_easycars.panel.sites import get_visible_sites, may_see_vehicles

URL_NAME = "easycars_pictures_report"
RESULTS_URL_NAME = "easycars_pictures_report_results"


class PictureFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("State"), choices=PictureState.choices)
    site = SiteFilter(
        field_name="vehicle__site",
        queryset=lambda request: get_visible_sites(request.user),
    )

    class Meta:
        model = VehicleImage
        fields: list[str] = []


class PicturesReportView(HarmlessSpreadsheetMixin, ReportView):
    """The pictures of all vehicles on the sites that a person may see, failing ones first."""

    template_name = "wagtail_easycars/panel/reports/pictures.html"
    page_title = _("Vehicle pictures")
    header_icon = "image"
    verbose_name_plural = _("vehicle pictures")
    model = VehicleImage
    any_permission_required = ANY_PERMISSION
    filterset_class = PictureFilterSet
    index_url_name = URL_NAME
    index_results_url_name = RESULTS_URL_NAME
    default_ordering = ("state", "vehicle_id", "position")
    export_filename = "vehicle-pictures"
    list_export = [
        "vehicle.site",
        "vehicle.stock_number",
        "vehicle",
        "number",
        "state",
        "last_error",
        "attempts",
        "next_attempt_at",
        "source_url",
    ]
    export_headings = {
        "vehicle.site": _("Site"),
        "vehicle.stock_number": _("Stock number"),
        "vehicle": _("Vehicle"),
        "number": _("Position"),
        "state": _("State"),
        "last_error": _("Reason"),
        "attempts": _("Attempts"),
        "next_attempt_at": _("Next attempt"),
        "source_url": _("Address in the feed"),
    }

    custom_field_preprocess = {
        "state": dict.fromkeys(ReportView.FORMATS, lambda state: str(PictureState(state).label))
    }

    @cached_property
    def permission_policy(self) -> Any:
        return vehicle_policy

    @cached_property
    def columns(self) -> list[Column]:
        return get_columns(get_edit_url if self.user_has_permission("change") else None)

    def get_base_queryset(self) -> QuerySet[Any]:
        return get_picture_places(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if not (self.results_only or self.is_export):
            sites = get_visible_sites(self.request.user)
            context["statistics"] = get_statistics_by_site(sites)
        return context

    def decorate_paginated_queryset(self, object_list: Any) -> Iterable[Any]:
        if not self.is_export:
            prefetch_images(object_list)
        return object_list


def get_edit_url(image: VehicleImage) -> str:
    name = Vehicle.snippet_viewset.get_url_name("edit")
    return reverse(name, args=[quote(image.vehicle_id)])


class PicturesReportMenuItem(MenuItem):
    """Shown to whoever may see vehicles."""

    def is_shown(self, request: Any) -> bool:
        return may_see_vehicles(request.user)


def get_report_urls() -> list[URLPattern]:
    view = PicturesReportView
    return [
        path("reports/vehicle-pictures/", view.as_view(), name=URL_NAME),
        path(
            "reports/vehicle-pictures/results/",
            view.as_view(results_only=True),
            name=RESULTS_URL_NAME,
        ),
    ]


def get_menu_item() -> MenuItem:
    return PicturesReportMenuItem(
        _("Vehicle pictures"), reverse(URL_NAME), icon_name="image", order=1200
    )

"""Vehicles in the Wagtail admin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from wagtail_easycars.models import Vehicle
from wagtail_easycars.panel.menu import MENU_HOOK
from wagtail_easycars.panel.policies import vehicle_policy
from wagtail_easycars.panel.restricted import SiteChooserViewSet, SiteURLFinder
from wagtail_easycars.panel.vehicles.columns import get_columns
from wagtail_easycars.panel.vehicles.filters import VehicleFilterSet
from wagtail_easycars.panel.vehicles.index import VehicleIndexView
from wagtail_easycars.panel.vehicles.panels import get_edit_handler
from wagtail_easycars.panel.vehicles.views import (
    VehicleDeleteView,
    VehicleEditView,
    VehicleHistoryView,
    VehicleUsageView,
)


class VehicleViewSet(SnippetViewSet):
    model = Vehicle
    icon = "easycars-car"
    menu_label = _("Vehicles")
    menu_hook = MENU_HOOK
    menu_order = 200
    permission_policy = vehicle_policy
    chooser_viewset_class = SiteChooserViewSet
    list_display = ["title", *get_columns()]
    filterset_class = VehicleFilterSet
    list_per_page = 50
    copy_view_enabled = False
    index_view_class = VehicleIndexView
    edit_view_class = VehicleEditView
    delete_view_class = VehicleDeleteView
    history_view_class = VehicleHistoryView
    usage_view_class = VehicleUsageView
    edit_template_name = "wagtail_easycars/panel/vehicles/edit.html"
    edit_handler = get_edit_handler()

    @property
    def url_finder_class(self) -> type[SiteURLFinder]:
        names = {"edit_url_name": self.get_url_name("edit")}
        return type("VehicleURLFinder", (SiteURLFinder,), names)

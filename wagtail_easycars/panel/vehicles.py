"""Vehicles in the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from wagtail_easycars.forms.vehicles import VehicleForm
from wagtail_easycars.models import Vehicle
from wagtail_easycars.panel.fields import ComparedFieldPanel
from wagtail_easycars.panel.views import VehicleDeleteView, VehicleEditView
from wagtail_easycars.presentation.formats import format_aud


class PriceColumn(Column):
    """The price as buyers see it."""

    def get_value(self, instance: Vehicle) -> str:
        return format_aud(instance.price) if instance.price else str(_("On application"))


class StockNumberColumn(Column):
    """Brings along how the list is laid out on a phone."""

    class Media:
        css = {"all": ["wagtail_easycars/css/admin/vehicle-list.css"]}


class VehicleViewSet(SnippetViewSet):
    model = Vehicle
    icon = "easycars-car"
    menu_label = _("Vehicles")
    list_display = [
        "title",
        StockNumberColumn(
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
    ]
    list_filter = ["site", "status", "source", "condition", "make"]
    list_per_page = 50
    copy_view_enabled = False
    edit_view_class = VehicleEditView
    delete_view_class = VehicleDeleteView

    edit_handler = ObjectList(
        [
            FieldPanel("released_fields"),
            MultiFieldPanel(
                [
                    FieldRowPanel([ComparedFieldPanel("site"), ComparedFieldPanel("stock_number")]),
                    FieldRowPanel([ComparedFieldPanel("status"), ComparedFieldPanel("condition")]),
                ],
                heading=_("Stock"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([ComparedFieldPanel("year"), ComparedFieldPanel("make")]),
                    FieldRowPanel([ComparedFieldPanel("model"), ComparedFieldPanel("badge")]),
                    FieldRowPanel(
                        [ComparedFieldPanel("series"), ComparedFieldPanel("vehicle_type")]
                    ),
                    FieldRowPanel([ComparedFieldPanel("vin"), ComparedFieldPanel("registration")]),
                ],
                heading=_("Vehicle"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel(
                        [ComparedFieldPanel("price"), ComparedFieldPanel("special_price")]
                    ),
                    ComparedFieldPanel("is_drive_away"),
                ],
                heading=_("Price"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel(
                        [ComparedFieldPanel("odometer"), ComparedFieldPanel("odometer_unit")]
                    ),
                    FieldRowPanel([ComparedFieldPanel("body"), ComparedFieldPanel("transmission")]),
                    FieldRowPanel(
                        [ComparedFieldPanel("fuel_type"), ComparedFieldPanel("drive_type")]
                    ),
                    FieldRowPanel(
                        [ComparedFieldPanel("colour"), ComparedFieldPanel("interior_colour")]
                    ),
                    ComparedFieldPanel("description"),
                ],
                heading=_("Details"),
            ),
            MultiFieldPanel(
                [FieldRowPanel([ComparedFieldPanel("yard_code"), ComparedFieldPanel("yard_name")])],
                heading=_("Yard"),
            ),
        ],
        base_form_class=VehicleForm,
    )

    def get_queryset(self, request: Any) -> Any:
        return Vehicle.objects.select_related("site").defer("feed", "extra", "description")

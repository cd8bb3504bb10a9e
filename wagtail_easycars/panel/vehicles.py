"""Vehicles in the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from wagtail_easycars.forms.vehicles import VehicleForm
from wagtail_easycars.models import Vehicle
from wagtail_easycars.presentation.formats import format_aud


class PriceColumn(Column):
    """The price as buyers see it."""

    def get_value(self, instance: Vehicle) -> str:
        return format_aud(instance.price) if instance.price else str(_("On application"))


class VehicleViewSet(SnippetViewSet):
    model = Vehicle
    icon = "easycars-car"
    menu_label = _("Vehicles")
    list_display = [
        "title",
        Column("stock_number", label=_("Stock number"), sort_key="stock_number"),
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

    edit_handler = ObjectList(
        [
            FieldPanel("released_fields"),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("site"), FieldPanel("stock_number")]),
                    FieldRowPanel([FieldPanel("status"), FieldPanel("condition")]),
                    FieldPanel("deposit_taken"),
                ],
                heading=_("Stock"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("year"), FieldPanel("make")]),
                    FieldRowPanel([FieldPanel("model"), FieldPanel("badge")]),
                    FieldRowPanel([FieldPanel("series"), FieldPanel("vehicle_type")]),
                    FieldRowPanel([FieldPanel("vin"), FieldPanel("registration")]),
                ],
                heading=_("Vehicle"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("price"), FieldPanel("special_price")]),
                    FieldPanel("is_drive_away"),
                ],
                heading=_("Price"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("odometer"), FieldPanel("odometer_unit")]),
                    FieldRowPanel([FieldPanel("body"), FieldPanel("transmission")]),
                    FieldRowPanel([FieldPanel("fuel_type"), FieldPanel("drive_type")]),
                    FieldRowPanel([FieldPanel("colour"), FieldPanel("interior_colour")]),
                    FieldPanel("description"),
                ],
                heading=_("Details"),
            ),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("yard_code"), FieldPanel("yard_name")])],
                heading=_("Yard"),
            ),
        ],
        base_form_class=VehicleForm,
    )

    def get_queryset(self, request: Any) -> Any:
        return Vehicle.objects.select_related("site").defer("feed", "extra", "description")

"""What the form of a vehicle is made of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel, ObjectList

from wagtail_easycars.panel.vehicles.fields import ComparedFieldPanel
from wagtail_easycars.panel.vehicles.form import VehicleForm
from wagtail_easycars.panel.vehicles.state_panel import VehicleStatePanel


def get_edit_handler() -> ObjectList:
    """Return the panels of a vehicle's form."""
    return ObjectList(
        [
            VehicleStatePanel(),
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

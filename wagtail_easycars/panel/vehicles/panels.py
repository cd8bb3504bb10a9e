"""What the form of a vehicle is made of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel, ObjectList

from wagtail_easycars.panel.vehicles.fields import VehicleFieldPanel
from wagtail_easycars.panel.vehicles.form import VehicleForm
from wagtail_easycars.panel.vehicles.state_panel import VehicleStatePanel


def get_edit_handler() -> ObjectList:
    """Return the panels of a vehicle's form."""
    return ObjectList(
        [
            VehicleStatePanel(),
            MultiFieldPanel(
                [
                    FieldRowPanel([VehicleFieldPanel("site"), VehicleFieldPanel("stock_number")]),
                    FieldRowPanel([VehicleFieldPanel("status"), VehicleFieldPanel("condition")]),
                ],
                heading=_("Stock"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([VehicleFieldPanel("year"), VehicleFieldPanel("make")]),
                    FieldRowPanel([VehicleFieldPanel("model"), VehicleFieldPanel("badge")]),
                    FieldRowPanel([VehicleFieldPanel("series"), VehicleFieldPanel("vehicle_type")]),
                    FieldRowPanel([VehicleFieldPanel("vin"), VehicleFieldPanel("registration")]),
                ],
                heading=_("Vehicle"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([VehicleFieldPanel("price"), VehicleFieldPanel("special_price")]),
                    VehicleFieldPanel("is_drive_away"),
                ],
                heading=_("Price"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel(
                        [VehicleFieldPanel("odometer"), VehicleFieldPanel("odometer_unit")]
                    ),
                    FieldRowPanel([VehicleFieldPanel("body"), VehicleFieldPanel("transmission")]),
                    FieldRowPanel(
                        [VehicleFieldPanel("fuel_type"), VehicleFieldPanel("drive_type")]
                    ),
                    FieldRowPanel(
                        [VehicleFieldPanel("colour"), VehicleFieldPanel("interior_colour")]
                    ),
                    VehicleFieldPanel("description"),
                ],
                heading=_("Details"),
            ),
            MultiFieldPanel(
                [FieldRowPanel([VehicleFieldPanel("yard_code"), VehicleFieldPanel("yard_name")])],
                heading=_("Yard"),
            ),
        ],
        base_form_class=VehicleForm,
    )

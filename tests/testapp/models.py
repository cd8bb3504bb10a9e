"""An agency's own page types, beside the package's."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from wagtail_easycars.page_mixins import InventoryPageMixin, VehiclePageMixin


class HomePage(Page):
    pass


class ShowroomPage(InventoryPageMixin, Page):
    opening_hours = models.CharField(max_length=100, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("opening_hours")]


class ShowroomVehiclePage(VehiclePageMixin, Page):
    salesperson = models.CharField(max_length=100, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("salesperson")]

    @classmethod
    def for_vehicle(cls, vehicle):
        page = super().for_vehicle(vehicle)
        page.salesperson = f"Ask for {vehicle.yard_name or 'us'}"
        return page

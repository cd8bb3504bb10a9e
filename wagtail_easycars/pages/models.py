from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from wagtail_easycars.compat import get_page_model
from wagtail_easycars.page_mixins import InventoryPageMixin, VehiclePageMixin

Page: Any = get_page_model()


class InventoryPage(InventoryPageMixin, Page):
    """The stock of a site."""

    introduction = RichTextField(_("introduction"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    subpage_types = ["wagtail_easycars_pages.VehiclePage"]

    class Meta:
        verbose_name = _("inventory page")
        verbose_name_plural = _("inventory pages")


class VehiclePage(VehiclePageMixin, Page):
    """One vehicle of the stock."""

    is_creatable = False
    parent_page_types = ["wagtail_easycars_pages.InventoryPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("vehicle page")
        verbose_name_plural = _("vehicle pages")

"""The columns of the list of leads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, TitleColumn

from wagtail_easycars.models import Lead
from wagtail_easycars.panel.leads.badges import get_badge
from wagtail_easycars.site_names import get_site_name


class PersonColumn(TitleColumn):
    """Who wrote; brings along how the list is laid out on a phone."""

    class Media:
        css = {"all": ["wagtail_easycars/css/admin/lead-list.css"]}

    def get_value(self, instance: Lead) -> str:
        return instance.customer_name or str(_("Anonymous"))


class DeliveryColumn(Column):
    cell_template_name = "wagtail_easycars/panel/leads/delivery_cell.html"

    def get_value(self, instance: Any) -> Any:
        return get_badge(instance, is_held=instance.is_held)


class VehicleColumn(Column):
    """The vehicle as it was when the visitor asked."""

    cell_template_name = "wagtail_easycars/panel/leads/vehicle_cell.html"


def get_columns(*, with_site: bool) -> Iterator[BaseColumn]:
    """Yield the columns that follow who wrote."""
    yield DeliveryColumn("delivery", label=_("Delivery"), sort_key="delivery")
    yield Column("about", label=_("About"), classname="easycars-lead-about")
    yield VehicleColumn("vehicle_name", label=_("Vehicle"), classname="easycars-lead-vehicle")
    yield DateColumn("created_at", label=_("Received"), sort_key="created_at")
    yield Column("get_status_display", label=_("Status"), sort_key="status")
    if with_site:
        yield Column("site", label=_("Site"), accessor=_get_site_name, sort_key="site__hostname")


def _get_site_name(lead: Lead) -> str:
    return get_site_name(lead.site)

"""The columns of the list of held withdrawals."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import quote
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, ButtonsColumnMixin, Column, DateColumn, TitleColumn
from wagtail.admin.widgets.button import Button
from wagtail.models import Site

from wagtail_easycars.models import Vehicle
from wagtail_easycars.panel.of_site import get_url
from wagtail_easycars.panel.policies import ANY_PERMISSION, may, vehicle_policy
from wagtail_easycars.panel.thumbnails import THUMBNAIL_WIDTH
from wagtail_easycars.panel.vehicles.columns import PriceColumn


class TickColumn(BaseColumn):
    """A box to tick, which works as part of a plain form."""

    header_template_name = "wagtail_easycars/panel/held/tick_header.html"
    cell_template_name = "wagtail_easycars/panel/held/tick_cell.html"

    class Media:
        css = {"all": ["wagtail_easycars/css/admin/held.css"]}


class PhotoColumn(Column):
    """What visitors see of the vehicle first."""

    cell_template_name = "wagtail_easycars/panel/held/photo_cell.html"

    def get_value(self, instance: Any) -> str:
        return str(instance.picture.get_url(THUMBNAIL_WIDTH))


class VehicleColumn(ButtonsColumnMixin, TitleColumn):
    """The vehicle with its stock number, and the buttons that decide on it alone."""

    cell_template_name = "wagtail_easycars/panel/held/vehicle_cell.html"

    def __init__(self, name: str, *, site: Site, user: Any, **options: Any) -> None:
        super().__init__(name, **options)
        self._site = site
        self._may_change = may(user, vehicle_policy, "change", site)

    def get_link_url(self, instance: Vehicle, parent_context: Any) -> str | None:
        if not self._may_change:
            return None
        return reverse(Vehicle.snippet_viewset.get_url_name("edit"), args=[quote(instance.pk)])

    def get_buttons(self, instance: Vehicle, parent_context: Any) -> list[Button]:
        decisions = (
            ("easycars:approve_held", _("Take off the site"), _("Take “%(title)s” off the site")),
            ("easycars:dismiss_held", _("Keep on the site"), _("Keep “%(title)s” on the site")),
        )
        return [
            Button(
                label,
                get_url(url_name, self._site, vehicle=instance.pk),
                classname="button button-small button-secondary",
                attrs={"aria-label": description % {"title": instance.title}},
                priority=priority,
            )
            for priority, (url_name, label, description) in enumerate(decisions)
        ]


class ReasonColumn(Column):
    """Why it is held, and the way to all that has happened to the vehicle."""

    cell_template_name = "wagtail_easycars/panel/held/reason_cell.html"
    empty_value_display = _("Missing from the feed.")

    def __init__(self, name: str, *, may_see: bool, **options: Any) -> None:
        super().__init__(name, **options)
        self._may_see = may_see

    def get_cell_context_data(self, instance: Vehicle, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        if self._may_see:
            context["timeline_url"] = reverse("easycars:vehicle_timeline", args=[instance.pk])
        return context


def get_columns(site: Site, user: Any) -> list[BaseColumn]:
    return [
        TickColumn("tick", label="", width="5%", classname="easycars-held-tick"),
        PhotoColumn("photo", label=_("Photo"), width="12%", classname="easycars-held-photo"),
        VehicleColumn("title", label=_("Vehicle"), site=site, user=user, width="33%"),
        PriceColumn("price", label=_("Price"), sort_key="price", width="12%"),
        DateColumn(
            "withdrawal_held_at", label=_("Held since"), sort_key="withdrawal_held_at", width="13%"
        ),
        ReasonColumn(
            "held_because",
            label=_("Why it is held"),
            width="25%",
            classname="easycars-held-reason",
            may_see=any(may(user, vehicle_policy, action, site) for action in ANY_PERMISSION),
        ),
    ]

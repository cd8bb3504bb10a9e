"""The held withdrawals of one site."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn
from wagtail.admin.views.generic.base import BaseListingView

from wagtail_easycars.models import Vehicle
from wagtail_easycars.panel.held.columns import get_columns
from wagtail_easycars.panel.held.vehicles import add_pictures_and_reasons, get_listed_held_vehicles
from wagtail_easycars.panel.of_site import OfSiteMixin, get_url
from wagtail_easycars.panel.policies import vehicle_policy


class HeldVehiclesView(OfSiteMixin, BaseListingView):
    """What is missing from the feed and stays on the site until a person has decided."""

    policy = vehicle_policy
    action = "withdraw"
    url_name = "easycars:held"
    template_name = "wagtail_easycars/panel/held/list.html"
    results_template_name = "wagtail_easycars/panel/held/list_results.html"
    page_title = _("Held withdrawals")
    header_icon = "warning"
    verbose_name_plural = _("held withdrawals")
    default_ordering = "-withdrawal_held_at"
    paginate_by = 50

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        own = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.get_base_breadcrumbs(), own]

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return get_columns(self.site, self.request.user)

    def get_index_url(self) -> str:
        return reverse(self.url_name)

    def get_base_queryset(self) -> QuerySet[Vehicle]:
        return get_listed_held_vehicles(self.site)

    def order_queryset(self, queryset: QuerySet[Vehicle]) -> QuerySet[Vehicle]:
        return queryset.order_by(self.ordering, "stock_number")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        add_pictures_and_reasons(context["object_list"])
        context["site"] = self.site
        context["approve_all_url"] = get_url("easycars:approve_held", self.site, all=1)
        context["dismiss_all_url"] = get_url("easycars:dismiss_held", self.site, all=1)
        return context

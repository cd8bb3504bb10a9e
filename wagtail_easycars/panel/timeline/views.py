"""Why is this car (not) on my site?"""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import HeaderButton

from wagtail_easycars.models import Vehicle
from wagtail_easycars.panel.history.links import get_run_url
from wagtail_easycars.panel.merge.links import get_merge_link
from wagtail_easycars.panel.policies import ANY_PERMISSION, may, run_policy, vehicle_policy
from wagtail_easycars.panel.restricted import visible_to
from wagtail_easycars.panel.timeline.columns import ActorColumn, EventColumn
from wagtail_easycars.panel.timeline.events import Timeline
from wagtail_easycars.panel.timeline.facts import get_facts
from wagtail_easycars.panel.timeline.summary import get_summary


class VehicleTimelineView(PermissionCheckedMixin, BaseListingView):
    """The answer in a sentence, then all that has happened to the vehicle, the latest first."""

    permission_policy = vehicle_policy
    any_permission_required = ANY_PERMISSION
    template_name = "wagtail_easycars/panel/timeline/vehicle.html"
    header_icon = "history"
    page_title = gettext_lazy("Why is it (not) on my site?")
    paginate_by = 50

    @cached_property
    def vehicle(self) -> Vehicle:
        vehicles = visible_to(self.request.user, Vehicle.objects.select_related("site"))
        vehicle: Vehicle = get_object_or_404(vehicles, pk=self.kwargs["pk"])
        return vehicle

    def get_page_subtitle(self) -> str:
        return str(self.vehicle)

    def get_index_url(self) -> str:
        return reverse("easycars:vehicle_timeline", args=[self.vehicle.pk])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        list_url = reverse(Vehicle.snippet_viewset.get_url_name("list"))
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": list_url, "label": capfirst(Vehicle._meta.verbose_name_plural)},
            {"url": self._edit_url or "", "label": str(self.vehicle)},
            {"url": "", "label": self.get_page_title(), "sublabel": str(self.vehicle)},
        ]

    @cached_property
    def _edit_url(self) -> str | None:
        url: str | None = AdminURLFinder(self.request.user).get_edit_url(self.vehicle)
        return url

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if self._edit_url is None:
            return []
        return [HeaderButton(_("Edit"), url=self._edit_url, icon_name="edit")]

    @cached_property
    def columns(self) -> list[Any]:
        may_see_runs = may(self.request.user, run_policy, "view", self.vehicle.site)
        run_url = get_run_url if may_see_runs else None
        return [
            DateColumn("at", label=_("When"), width="20%"),
            EventColumn("title", label=_("What"), get_run_url=run_url),
            ActorColumn("actor", label=_("Who"), width="20%"),
        ]

    def get_queryset(self) -> Timeline:
        return Timeline(self.vehicle)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        user = self.request.user
        context["summary"] = get_summary(self.vehicle, user)
        context["facts"] = get_facts(self.vehicle)
        context["merge_link"] = get_merge_link(self.vehicle, user)
        return context

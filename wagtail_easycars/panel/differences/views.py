"""The list of what differs between the sites and EasyCars."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.forms import Media
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import Button
from wagtail.models import Site

from wagtail_easycars.models import Difference, Lead, Vehicle
from wagtail_easycars.panel.differences.access import (
    Rights,
    get_seen_sites,
    get_visible_differences,
)
from wagtail_easycars.panel.differences.buttons import get_buttons
from wagtail_easycars.panel.differences.columns import (
    RecordColumn,
    get_checkbox_column,
    get_difference_columns,
    get_title_id,
)
from wagtail_easycars.panel.differences.comparisons import get_cards
from wagtail_easycars.panel.differences.export_columns import COLUMNS
from wagtail_easycars.panel.differences.filters import SEARCHED, DifferenceFilterSet
from wagtail_easycars.panel.export.listing import ExportMixin
from wagtail_easycars.panel.policies import run_policy
from wagtail_easycars.reconciliation.report import difference_as_dict
from wagtail_easycars.site_names import get_site_name


class DifferencesView(ExportMixin, IndexView):
    """What differs on the sites that a person may see, first what nobody has decided on."""

    model = Difference
    template_name = "wagtail_easycars/panel/differences/list.html"
    page_title = _("Differences")
    header_icon = "copy"
    permission_policy = run_policy
    permission_required = "view"
    any_permission_required = None
    index_url_name = "easycars:differences"
    index_results_url_name = "easycars:differences_results"
    filterset_class = DifferenceFilterSet
    search_fields = list(SEARCHED)
    default_ordering = ("kind", "reference", "field", "pk")
    paginate_by = 50
    export_filename = "differences"
    list_export = COLUMNS
    json_key = "differences"

    @cached_property
    def rights(self) -> Rights:
        return Rights(self.request.user)

    @cached_property
    def sites(self) -> list[Site]:
        return list(get_seen_sites(self.request.user))

    @cached_property
    def columns(self) -> list[Any]:
        record = self._get_title_column_class(RecordColumn)(
            "title",
            label=_("Vehicle or lead"),
            sort_key="reference",
            get_url=self.get_record_url,
            get_title_id=get_title_id,
            shows_site=len(self.sites) > 1,
            width="30%",
        )
        checkbox = [get_checkbox_column()] if self.rights.may_decide_anything else []
        return [*checkbox, record, *get_difference_columns()]

    def get_base_queryset(self) -> QuerySet[Difference]:
        differences = get_visible_differences(self.request.user)
        return differences.select_related("site", "decided_by")

    def get_queryset(self) -> QuerySet[Difference]:
        differences: QuerySet[Difference] = super().get_queryset()
        # What a vehicle would be made of is large, and only the buttons ask for it.
        return differences.defer("item") if self.is_export else differences

    def get_list_more_buttons(self, instance: Difference) -> list[Button]:
        next_url = self.request.get_full_path()
        if self.results_only:
            next_url = next_url.replace(self.index_results_url, self.index_url, 1)
        return get_buttons(instance, self.rights.get_offers(instance), next_url)

    def get_record_url(self, instance: Difference) -> str | None:
        if self.rights.may_edit_vehicle(instance):
            name = Vehicle.snippet_viewset.get_url_name("edit")
            return reverse(name, args=[instance.vehicle_id])
        if instance.lead_id:
            name = Lead.snippet_viewset.get_url_name("inspect")  # type: ignore[attr-defined]
            return reverse(name, args=[instance.lead_id])
        return None

    def as_json(self, row: Difference) -> dict[str, Any]:
        return {
            "site": get_site_name(row.site),
            **difference_as_dict(row),
            "found_at": row.found_at,
        }

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        context["model_opts"] = Difference._meta
        context["may_decide"] = self.rights.may_decide_anything
        if not self.results_only:
            context["cards"] = get_cards(self.sites, self.request.user)
            context["media"] += Media(
                css={"all": ["wagtail_easycars/css/admin/progress.css"]},
                js=["wagtail_easycars/js/admin/sync.js"],
            )
            context["status_url"] = reverse("easycars:comparison_status")
        return context

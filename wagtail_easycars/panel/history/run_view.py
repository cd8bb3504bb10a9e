"""A run's page: what it was and did, and what it did to each record."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from wagtail.admin.forms.search import SearchForm
from wagtail.admin.ui.tables import BaseColumn
from wagtail.admin.views.generic import BaseListingView, PermissionCheckedMixin

from wagtail_easycars.models import Lead, SyncChange, SyncRun, Vehicle
from wagtail_easycars.panel.export.listing import ExportMixin
from wagtail_easycars.panel.history.change_columns import get_change_columns
from wagtail_easycars.panel.history.export_columns import CHANGE_COLUMNS, change_as_dict
from wagtail_easycars.panel.history.filters import ChangeFilterSet
from wagtail_easycars.panel.history.key_pages import KeyPage, get_page
from wagtail_easycars.panel.history.links import get_history_url, get_run_url
from wagtail_easycars.panel.history.records import RecordLinks
from wagtail_easycars.panel.history.search import find_changes
from wagtail_easycars.panel.history.summary import RunSummary
from wagtail_easycars.panel.history.tally import Tally, tally_changes
from wagtail_easycars.panel.policies import run_policy
from wagtail_easycars.site_names import get_site_name

CHANGES_A_PAGE = 50


class RunView(ExportMixin, PermissionCheckedMixin, BaseListingView):
    """In place of the fields that wagtail-modeladmin would show: a listing of the run's changes."""

    model_admin: Any = None
    instance_pk: int = 0

    model = SyncChange
    permission_policy = run_policy
    permission_required = "view"
    template_name = "wagtail_easycars/panel/history/run.html"
    results_template_name = "wagtail_easycars/panel/history/run_results.html"
    header_icon = "history"
    is_searchable = True
    filterset_class = ChangeFilterSet
    list_export = CHANGE_COLUMNS
    json_key = "changes"

    @cached_property
    def run(self) -> SyncRun:
        runs = self.model_admin.get_queryset(self.request)
        run: SyncRun = get_object_or_404(runs, pk=self.instance_pk)
        return run

    @cached_property
    def tally(self) -> Tally:
        return tally_changes(self.run)

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return get_change_columns(RecordLinks(self.run, self.request.user).get_url)

    def get_page_title(self) -> str:
        return str(self.run)

    def get_page_subtitle(self) -> str:
        return get_site_name(self.run.site)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        own = super().get_breadcrumbs_items()
        return [*own[:-1], {"url": get_history_url(), "label": _("Sync history")}, own[-1]]

    def get_index_url(self) -> str:
        return get_run_url(self.run.pk)

    def get_index_results_url(self) -> str:
        url: str = self.model_admin.get_run_results_url(self.run.pk)
        return url

    def get_base_queryset(self) -> QuerySet[SyncChange]:
        # Changes of one action are in the order of their keys in the index of the run.
        is_of_one_action = len(self.chosen_actions) == 1
        changes = self.run.changes.all() if is_of_one_action else self.tally.get_changes()
        return (
            changes.order_by("pk").select_related("vehicle", "lead", "user").defer(*UNUSED_FIELDS)
        )

    @property
    def chosen_actions(self) -> list[str]:
        if not self.is_filtering:
            return []
        actions: list[str] = self.filters.form.cleaned_data["action"]
        return actions

    def get_filterset_kwargs(self) -> dict[str, Any]:
        return {**super().get_filterset_kwargs(), "tally": self.tally}

    def get_search_form(self) -> SearchForm:
        data = self.request.GET if self.search_kwarg in self.request.GET else None
        return SearchForm(data, placeholder=_("Stock or lead number"))

    def search_queryset(self, queryset: QuerySet[SyncChange]) -> QuerySet[SyncChange]:
        return find_changes(queryset, self.search_query) if self.is_searching else queryset

    @cached_property
    def page(self) -> KeyPage:
        return get_page(self.object_list, self.request.GET, CHANGES_A_PAGE)

    def get_paginate_by(self, queryset: QuerySet[SyncChange]) -> None:
        """Return nothing: pages of numbers would have the database count all changes."""

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(
            *args, object_list=self.page.rows, **kwargs
        )
        context["page"] = self.page
        context["total"] = self.tally.total
        if not self.results_only:
            context["summary"] = RunSummary(self.run)
        return context

    @cached_property
    def no_results_message(self) -> str:
        if self.is_searching or self.is_filtering:
            return _("No record of this run matches.")
        if self.run.kind == SyncRun.Kind.IMAGES and self.run.created + self.run.updated:
            return _(
                "Only what failed is listed one by one. The report “Vehicle pictures” shows "
                "every picture."
            )
        return _("This run changed nothing.")

    def get_filename(self) -> str:
        return f"sync-{self.run.pk}"

    def as_json(self, row: SyncChange) -> dict[str, Any]:
        return change_as_dict(row)


# Of vehicles and leads, a row shows nothing; that they are there, and whose, decides on its link.
UNUSED_FIELDS = [
    f"{record}__{field.name}"
    for record, model in (("vehicle", Vehicle), ("lead", Lead))
    for field in model._meta.concrete_fields
    if field.name not in ("id", "site")
]

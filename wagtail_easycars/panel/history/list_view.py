"""The list of runs."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.search import SearchForm
from wagtail.admin.ui.tables import BaseColumn
from wagtail.admin.views.generic import IndexView
from wagtail.models import Site

from wagtail_easycars.conf import app_settings
from wagtail_easycars.models import SyncRun
from wagtail_easycars.panel.export.listing import ExportMixin
from wagtail_easycars.panel.history.columns import get_run_columns
from wagtail_easycars.panel.history.export_columns import RUN_COLUMNS
from wagtail_easycars.panel.history.filters import RunFilterSet
from wagtail_easycars.panel.history.links import get_history_url
from wagtail_easycars.panel.history.search import find_runs
from wagtail_easycars.panel.policies import run_policy, sites_for
from wagtail_easycars.runs.report import run_as_dict


class RunListView(ExportMixin, IndexView):
    """Draws what the register ``model_admin`` says as Wagtail draws its own listings."""

    model_admin: Any = None

    model = SyncRun
    permission_policy = run_policy
    permission_required = "view"
    any_permission_required = None
    template_name = "wagtail_easycars/panel/history/list.html"
    page_title = gettext_lazy("Sync history")
    header_icon = "history"
    default_ordering = "-queued_at"
    is_searchable = True
    filterset_class = RunFilterSet
    list_export = RUN_COLUMNS
    export_filename = "sync-history"
    json_key = "runs"

    @cached_property
    def sites(self) -> list[Site]:
        return list(sites_for(self.request.user, run_policy, "view"))

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return get_run_columns(with_site=len(self.sites) > 1)

    def get_paginate_by(self, queryset: QuerySet[SyncRun]) -> int:
        per_page: int = self.model_admin.list_per_page
        return per_page

    def get_index_url(self) -> str:
        return get_history_url()

    def get_index_results_url(self) -> str:
        url: str = self.model_admin.get_results_url()
        return url

    def get_base_queryset(self) -> QuerySet[SyncRun]:
        runs: QuerySet[SyncRun] = self.model_admin.get_queryset(self.request)
        return runs

    def get_filterset_kwargs(self) -> dict[str, Any]:
        return {**super().get_filterset_kwargs(), "sites": self.sites}

    def get_search_form(self) -> SearchForm:
        data = self.request.GET if self.search_kwarg in self.request.GET else None
        return SearchForm(data, placeholder=_("Stock or lead number"))

    def search_queryset(self, queryset: QuerySet[SyncRun]) -> QuerySet[SyncRun]:
        return find_runs(queryset, self.search_query) if self.is_searching else queryset

    @cached_property
    def no_results_message(self) -> str:
        if self.is_searching:
            return _(
                "No sync has done anything to “%(number)s”. Type the whole stock number or lead "
                "number."
            ) % {"number": self.search_query}
        return str(super().no_results_message)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        context["retention_days"] = app_settings.RUN_RETENTION_DAYS
        return context

    def as_json(self, row: SyncRun) -> dict[str, Any]:
        return run_as_dict(row)

"""The register of runs: all that is used of wagtail-modeladmin, in one place.

It has the addresses, the rights and which runs there are; Wagtail's own views draw them, since
those of wagtail-modeladmin, which is in maintenance mode, look as Wagtail did years ago.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import register_admin_url_finder
from wagtail.admin.menu import MenuItem
from wagtail_modeladmin.options import ModelAdmin

from wagtail_easycars.models import SyncRun
from wagtail_easycars.panel.history.links import BASE_PATH, get_history_url, get_run_url
from wagtail_easycars.panel.history.list_view import RunListView
from wagtail_easycars.panel.history.permissions import RunPermissionHelper, may_see_runs
from wagtail_easycars.panel.history.run_view import RunView
from wagtail_easycars.panel.menu import PermittedMenuItem
from wagtail_easycars.panel.policies import may, run_policy, sites_for


class SyncRunAdmin(ModelAdmin):
    """Runs, to be looked at only: there is no address to add, change or delete one."""

    model = SyncRun
    base_url_path = BASE_PATH
    add_to_admin_menu = False  # the menu 'EasyCars' has it
    inspect_view_enabled = True
    history_view_enabled = False
    list_per_page = 50
    permission_helper_class = RunPermissionHelper
    index_view_class = RunListView
    inspect_view_class = RunView

    def get_queryset(self, request: HttpRequest) -> QuerySet[SyncRun]:
        runs: QuerySet[SyncRun] = super().get_queryset(request)
        seen = runs.filter(site__in=sites_for(request.user, run_policy, "view"))
        return seen.select_related("site", "user")

    def get_results_url(self) -> str:
        return reverse(self._get_url_name("index_results"))

    def get_run_results_url(self, run_id: int) -> str:
        return reverse(self._get_url_name("inspect_results"), args=[run_id])

    def index_results_view(self, request: HttpRequest) -> HttpResponseBase:
        return self._get_view(RunListView, results_only=True)(request)

    def inspect_results_view(self, request: HttpRequest, instance_pk: int) -> HttpResponseBase:
        view = self._get_view(RunView, instance_pk=instance_pk, results_only=True)
        return view(request)

    def get_admin_urls_for_registration(self) -> list[URLPattern]:
        views = {
            "index": ("", self.index_view),
            "index_results": ("results/", self.index_results_view),
            "inspect": ("inspect/<int:instance_pk>/", self.inspect_view),
            "inspect_results": ("inspect/<int:instance_pk>/results/", self.inspect_results_view),
        }
        return [
            path(f"{BASE_PATH}/{route}", view, name=self._get_url_name(action))
            for action, (route, view) in views.items()
        ]

    def get_permissions_for_registration(self) -> QuerySet[Permission]:
        """Return none: the rights around syncs are registered together."""
        return Permission.objects.none()

    def register_admin_url_finders(self) -> None:
        register_admin_url_finder(SyncRun, RunURLFinder)

    def _get_url_name(self, action: str) -> str:
        name: str = self.url_helper.get_action_url_name(action)
        return name

    def _get_view(self, view_class: Any, **options: Any) -> Any:
        return view_class.as_view(model_admin=self, **options)


class RunURLFinder:
    """Has Wagtail's reports link to a run's page, which is where others are edited."""

    def __init__(self, user: Any = None) -> None:
        self._user = user

    def get_edit_url(self, run: SyncRun) -> str | None:
        is_permitted = self._user is None or may(self._user, run_policy, "view", run)
        return get_run_url(run.pk) if is_permitted else None


def get_history_menu_item() -> MenuItem:
    return PermittedMenuItem(
        _("Sync history"),
        get_history_url(),
        is_permitted=may_see_runs,
        name="easycars-history",
        icon_name="history",
        order=500,
    )

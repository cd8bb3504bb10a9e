"""Records that the latest sync of each kind could not deal with, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.admin.utils import quote
from django.db.models import QuerySet
from django.urls import reverse

from wagtail_easycars.models import SyncChange, SyncRun, SyncSchedule, Vehicle
from wagtail_easycars.panel.dashboard.sections.base import ListSection
from wagtail_easycars.panel.history.links import get_run_url
from wagtail_easycars.panel.policies import may, run_policy, vehicle_policy

SHOWN_OF_A_RUN = 5


class FailedSection(ListSection):
    name = "failed"
    order = 400
    policy = run_policy
    template_name = "wagtail_easycars/panel/dashboard/sections/failed.html"

    def get_context_data(
        self, parent_context: Mapping[str, Any] | None = None
    ) -> Mapping[str, Any]:
        context = dict(super().get_context_data(parent_context))
        runs = [run for run in get_latest_runs(self.site.pk) if run.failed]
        context["runs"] = [self._describe(run) for run in runs]
        return context

    def _describe(self, run: SyncRun) -> dict[str, Any]:
        failures = run.changes.filter(action=SyncChange.Action.FAILED)
        shown = list(failures.defer("before", "after")[:SHOWN_OF_A_RUN])
        may_change = may(self.user, vehicle_policy, "change", self.site)
        return {
            "run": run,
            "url": get_run_url(run.pk),
            "left": max(run.failed - len(shown), 0),
            "failures": [
                {
                    "name": " ".join(part for part in (each.reference, each.title) if part),
                    "reason": each.error,
                    "url": get_vehicle_url(each.vehicle_id) if may_change else "",
                }
                for each in shown
            ],
        }


def get_latest_runs(site_id: int) -> list[SyncRun]:
    """Return the last run of each kind that exchanged something with EasyCars."""
    rows: QuerySet[SyncSchedule] = SyncSchedule.objects.filter(site=site_id, last_run__isnull=False)
    return [row.last_run for row in rows.select_related("last_run").order_by("pk") if row.last_run]


def get_vehicle_url(key: int | None) -> str:
    if key is None:
        return ""
    return reverse(Vehicle.snippet_viewset.get_url_name("edit"), args=[quote(key)])

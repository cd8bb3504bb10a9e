"""What a run was and did, above its list of changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component

from wagtail_easycars.conf import app_settings
from wagtail_easycars.models import SyncRun
from wagtail_easycars.panel.history.figures import get_figures
from wagtail_easycars.panel.history.moments import get_moments
from wagtail_easycars.panel.history.status import StatusLabel
from wagtail_easycars.panel.history.wording import describe_starter, describe_state
from wagtail_easycars.panel.sync.result import get_technical_detail, get_warnings


class RunSummary(Component):
    template_name = "wagtail_easycars/panel/history/summary.html"

    def __init__(self, run: SyncRun) -> None:
        self.run = run

    def get_context_data(
        self, parent_context: Mapping[str, Any] | None = None
    ) -> Mapping[str, Any]:
        run = self.run
        return {
            "run": run,
            "status": StatusLabel(run.status),
            "state": describe_state(run),
            "is_failed": run.status == SyncRun.Status.FAILED,
            "warnings": get_warnings(run),
            "technical_detail": get_technical_detail(run),
            "figures": get_figures(run),
            "moments": list(get_moments(run)),
            "starter": describe_starter(run),
            "dashboard_url": _get_dashboard_url(run) if run.status in SyncRun.UNFINISHED else "",
            "retention_days": app_settings.RUN_RETENTION_DAYS,
        }


def _get_dashboard_url(run: SyncRun) -> str:
    return f"{reverse('easycars:dashboard')}?site={run.site_id}"

"""How the status of a run looks: a word, and an icon with its colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wagtail.admin.ui.components import Component

from wagtail_easycars.models import SyncRun

Status = SyncRun.Status


@dataclass(frozen=True)
class StatusLabel(Component):
    """The status ``status`` as Wagtail shows one."""

    status: str

    template_name = "wagtail_easycars/panel/history/status.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        icon, colour = ICONS[self.status]
        return {"label": Status(self.status).label, "icon": icon, "colour": colour}


ICONS: dict[str, tuple[str, str]] = {
    Status.QUEUED: ("time", "w-text-text-meta"),
    Status.RUNNING: ("rotate", "w-text-info-100"),
    Status.SUCCESS: ("success", "w-text-positive-100"),
    Status.WARNING: ("warning", "w-text-warning-100"),
    Status.FAILED: ("cross", "w-text-critical-200"),
}

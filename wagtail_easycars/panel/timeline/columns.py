from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wagtail.admin.ui.tables import Column


class EventColumn(Column):
    """What has happened, with its particulars, and the run that did it, for who may see runs."""

    cell_template_name = "wagtail_easycars/panel/timeline/event_cell.html"

    class Media:
        css = {"all": ["wagtail_easycars/css/admin/vehicle.css"]}

    def __init__(self, *args: Any, get_run_url: Callable[[int], str] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._get_run_url = get_run_url

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        if instance.run_id is not None and self._get_run_url is not None:
            context["run_url"] = self._get_run_url(instance.run_id)
        return context


class ActorColumn(Column):
    """Who or what did it."""

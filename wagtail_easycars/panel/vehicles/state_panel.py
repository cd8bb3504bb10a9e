"""What staff should know of a vehicle before they change it, at the head of its form."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import Panel

from wagtail_easycars.panel.merge.links import get_merge_link
from wagtail_easycars.panel.timeline.summary import get_summary


class VehicleStatePanel(Panel):
    """Says whether the vehicle is on the site, and what is amiss with it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_easycars/panel/vehicles/state_panel.html"

        def is_shown(self) -> bool:
            return self.instance is not None and self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            user = self.request.user
            context["summary"] = get_summary(self.instance, user)
            context["merge_link"] = get_merge_link(self.instance, user)
            return context

from __future__ import annotations

from typing import Any

from wagtail_easycars.panel.compared_fields import ComparedFieldPanel


class VehicleFieldPanel(ComparedFieldPanel):
    """Says so below a field that staff have taken over from EasyCars."""

    class BoundPanel(ComparedFieldPanel.BoundPanel):
        template_name = "wagtail_easycars/panel/vehicles/field_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["pinned"] = self.form.pinned_fields.get(self.field_name)
            return context

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import FieldPanel


class ComparedFieldPanel(FieldPanel):
    """Sends along what the field held when the form was opened, where the form asks for it.

    Django's own templates render that for ``show_hidden_initial``, Wagtail's panels do not. Below a
    field that staff have taken over from EasyCars, it says so.
    """

    class BoundPanel(FieldPanel.BoundPanel):
        template_name = "wagtail_easycars/panel/vehicles/field_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["pinned"] = self.form.pinned_fields.get(self.field_name)
            return context

        def get_editable_context_data(self) -> dict[str, Any]:
            context: dict[str, Any] = super().get_editable_context_data()
            if self.bound_field.field.show_hidden_initial:
                context["rendered_field"] += self.bound_field.as_hidden(only_initial=True)
            return context

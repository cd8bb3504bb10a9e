from __future__ import annotations

from typing import Any

from wagtail.admin.panels import FieldPanel


class ComparedFieldPanel(FieldPanel):
    """Sends along what the field held when the form was opened, where the form asks for it.

    Django's own templates render that for ``show_hidden_initial``, Wagtail's panels do not.
    """

    class BoundPanel(FieldPanel.BoundPanel):
        def get_editable_context_data(self) -> dict[str, Any]:
            context: dict[str, Any] = super().get_editable_context_data()
            if self.bound_field.field.show_hidden_initial:
                context["rendered_field"] += self.bound_field.as_hidden(only_initial=True)
            return context

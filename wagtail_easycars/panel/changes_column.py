"""What has changed, or would, in the words of staff: the same in every table."""

from __future__ import annotations

from typing import Any

from wagtail.admin.ui.tables import Column

from wagtail_easycars.presentation.changes import FieldChange

# What is longer is folded after so many characters.
LONGEST_VALUE = 100


class ChangesColumn(Column):
    """Why it happened, and what it was before and after, field by field."""

    cell_template_name = "wagtail_easycars/panel/shared/changes_cell.html"

    def get_reason(self, instance: Any) -> str:
        raise NotImplementedError

    def get_fields(self, instance: Any) -> list[FieldChange]:
        raise NotImplementedError

    def has_before(self, instance: Any) -> bool:
        """Return whether there was anything, which is not so for what is new."""
        raise NotImplementedError

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["reason"] = self.get_reason(instance)
        context["fields"] = self.get_fields(instance)
        context["has_before"] = self.has_before(instance)
        context["longest"] = LONGEST_VALUE
        return context

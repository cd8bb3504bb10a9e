"""The columns of a run's list of changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn

from wagtail_easycars.models import SyncChange
from wagtail_easycars.presentation.changes import describe_fields

# What is longer is folded after so many characters.
LONGEST_VALUE = 100


class RecordColumn(TitleColumn):
    """What a change is about; leads to the vehicle or the lead, if anywhere."""

    cell_template_name = "wagtail_easycars/panel/history/record_cell.html"
    empty_value_display = _("Unknown record")

    class Media:
        css = {"all": ["wagtail_easycars/css/admin/history.css"]}


class ActionColumn(Column):
    """What happened, and who decided it where a person did."""

    cell_template_name = "wagtail_easycars/panel/history/action_cell.html"


class DifferencesColumn(Column):
    """Why it happened, and what it was before and after, field by field."""

    cell_template_name = "wagtail_easycars/panel/history/differences_cell.html"

    def get_cell_context_data(self, instance: SyncChange, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["fields"] = describe_fields(instance)
        context["has_before"] = bool(instance.before)
        context["longest"] = LONGEST_VALUE
        return context


def get_change_columns(get_record_url: Callable[[SyncChange], str | None]) -> list[BaseColumn]:
    return [
        RecordColumn(
            "reference",
            label=_("Record"),
            get_url=get_record_url,
            classname="easycars-record",
            width="28%",
        ),
        ActionColumn(
            "action", label=_("What happened"), accessor="get_action_display", width="18%"
        ),
        DifferencesColumn(
            "differences", label=_("Before and after"), classname="easycars-differences"
        ),
    ]

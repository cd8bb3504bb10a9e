"""The columns of a run's list of changes."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn

from wagtail_easycars.models import SyncChange
from wagtail_easycars.panel.changes_column import ChangesColumn
from wagtail_easycars.presentation.changes import FieldChange, describe_fields


class RecordColumn(TitleColumn):
    """What a change is about; leads to the vehicle or the lead, if anywhere."""

    cell_template_name = "wagtail_easycars/panel/history/record_cell.html"
    empty_value_display = _("Unknown record")

    class Media:
        css = {"all": ["wagtail_easycars/css/admin/history.css"]}


class ActionColumn(Column):
    """What happened, and who decided it where a person did."""

    cell_template_name = "wagtail_easycars/panel/history/action_cell.html"


class DifferencesColumn(ChangesColumn):
    """What the run did to the record."""

    def get_reason(self, instance: SyncChange) -> str:
        return str(instance.error)

    def get_fields(self, instance: SyncChange) -> list[FieldChange]:
        return describe_fields(instance)

    def has_before(self, instance: SyncChange) -> bool:
        return bool(instance.before)


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
        DifferencesColumn("differences", label=_("Before and after")),
    ]

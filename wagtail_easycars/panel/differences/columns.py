"""The columns of the list of differences."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, TitleColumn

from wagtail_easycars.models import Difference
from wagtail_easycars.reconciliation.words import (
    describe_field,
    describe_ours,
    describe_reason,
    describe_theirs,
)

OBJECT_TYPE = "difference"


def get_title_id(difference: Difference) -> str:
    return f"{OBJECT_TYPE}_{difference.pk}_title"


class RecordColumn(TitleColumn):
    """The vehicle or lead, with its number and, where there are several, its site."""

    cell_template_name = "wagtail_easycars/panel/differences/record_cell.html"

    def __init__(self, *args: Any, shows_site: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shows_site = shows_site

    def get_value(self, instance: Difference) -> str:
        return instance.title or instance.reference or str(_("Without a stock number"))

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["shows_site"] = self.shows_site
        return context


class DifferenceColumn(Column):
    """What differs, why, and what was decided about it."""

    cell_template_name = "wagtail_easycars/panel/differences/difference_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["reason"] = describe_reason(instance)
        return context


class SidesColumn(Column):
    """Both values, side by side."""

    cell_template_name = "wagtail_easycars/panel/differences/sides_cell.html"

    class Media:
        css = {"all": ["wagtail_easycars/css/admin/differences.css"]}

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["field"] = describe_field(instance)
        context["ours"] = describe_ours(instance)
        context["theirs"] = describe_theirs(instance)
        return context


def get_checkbox_column() -> BulkActionsCheckboxColumn:
    return BulkActionsCheckboxColumn("bulk_actions", obj_type=OBJECT_TYPE)


def get_difference_columns() -> list[Column]:
    return [
        DifferenceColumn("kind", label=_("Difference"), sort_key="kind", width="34%"),
        SidesColumn(
            "sides",
            label=_("On the site and in EasyCars"),
            accessor="field",
            classname="easycars-sides-cell",
            width="36%",
        ),
    ]

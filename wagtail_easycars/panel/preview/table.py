"""The table of one page of a preview."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.admin.utils import quote
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Table, TitleColumn
from wagtail.models import Site

from wagtail_easycars.models import Vehicle
from wagtail_easycars.panel.changes_column import ChangesColumn
from wagtail_easycars.panel.policies import may, vehicle_policy
from wagtail_easycars.panel.preview.rows import Row
from wagtail_easycars.presentation.changes import FieldChange


class FindingsColumn(ChangesColumn):
    """What would change, or why nothing would."""

    def get_reason(self, instance: Row) -> str:
        return instance.reason

    def get_fields(self, instance: Row) -> list[FieldChange]:
        return instance.fields

    def has_before(self, instance: Row) -> bool:
        return not instance.is_new


class VehicleColumn(TitleColumn):
    cell_template_name = "wagtail_easycars/panel/preview/vehicle_cell.html"
    empty_value_display = _("No title")


def get_table(rows: Sequence[Row], site: Site, user: Any) -> Table:
    may_change = may(user, vehicle_policy, "change", site)
    columns = [
        VehicleColumn(
            "title", label=_("Vehicle"), get_url=_get_edit_url if may_change else None, width="35%"
        ),
        FindingsColumn(
            "fields", label=_("What would happen"), classname="easycars-preview-changes"
        ),
    ]
    return Table(columns, rows)


def _get_edit_url(row: Row) -> str | None:
    if row.key is None:
        return None
    return reverse(Vehicle.snippet_viewset.get_url_name("edit"), args=[quote(row.key)])

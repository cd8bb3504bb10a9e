"""The columns of the list of runs."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, TitleColumn

from wagtail_easycars.models import SyncRun
from wagtail_easycars.panel.history.links import get_run_url
from wagtail_easycars.panel.history.status import StatusLabel
from wagtail_easycars.panel.history.wording import describe_starter, describe_state
from wagtail_easycars.panel.sync.result import describe_duration
from wagtail_easycars.site_names import get_site_name


class RunColumn(TitleColumn):
    """The name of a run, which leads to its page; brings along how the list looks on a phone."""

    class Media:
        css = {"all": ["wagtail_easycars/css/admin/history.css"]}


class ComponentColumn(Column):
    """Shows a component, which ``accessor`` makes of the row's object."""

    cell_template_name = "wagtail_easycars/panel/history/component_cell.html"


def get_run_columns(*, with_site: bool) -> list[BaseColumn]:
    """Return the columns; ``with_site`` where a person may see the runs of several."""
    columns: list[BaseColumn] = [
        RunColumn(
            "run",
            label=_("Run"),
            accessor=str,
            get_url=_get_url,
            classname="easycars-run",
            width="18%",
        ),
        ComponentColumn("status", label=_("Status"), accessor=_get_status_label, width="12%"),
        Column(
            "result",
            label=_("Result"),
            accessor=describe_state,
            classname="easycars-run-result",
        ),
        Column("starter", label=_("Started by"), accessor=describe_starter, width="13%"),
        DateColumn("queued_at", label=_("When"), sort_key="queued_at", width="13%"),
        Column("duration", label=_("Duration"), accessor=describe_duration, width="10%"),
    ]
    if with_site:
        columns.insert(1, Column("site", label=_("Site"), accessor=_get_site_name, width="14%"))
    return columns


def _get_url(run: SyncRun) -> str:
    return get_run_url(run.pk)


def _get_site_name(run: SyncRun) -> str:
    return get_site_name(run.site)


def _get_status_label(run: SyncRun) -> Any:
    return StatusLabel(run.status)

"""What a spreadsheet of runs, or of a run's changes, has in its columns."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.utils import get_user_display_name

from wagtail_easycars.models import SyncChange, SyncRun
from wagtail_easycars.panel.export.listing import ExportColumn
from wagtail_easycars.presentation.changes import FieldChange, describe_fields
from wagtail_easycars.site_names import get_site_name


def _plain(model: Any, name: str) -> ExportColumn:
    """Return a column of what the model's field holds, in words where it has choices."""
    field = model._meta.get_field(name)
    read = _read_choice if field.choices else getattr
    return ExportColumn(field.verbose_name, lambda row: read(row, name))


def _read_choice(row: Any, name: str) -> str:
    return str(getattr(row, f"get_{name}_display")())


def _get_user(run: SyncRun) -> str:
    return get_user_display_name(run.user) if run.user else ""


RUN_FIELDS = (
    "queued_at",
    "started_at",
    "finished_at",
    "seen",
    "created",
    "updated",
    "unchanged",
    "withdrawn",
    "held",
    "failed",
    "pages_created",
    "error",
)
RUN_COLUMNS: dict[str, ExportColumn] = {
    "id": ExportColumn(_("Run"), lambda run: run.pk),
    "site": ExportColumn(_("Site"), lambda run: get_site_name(run.site)),
    "kind": _plain(SyncRun, "kind"),
    "status": _plain(SyncRun, "status"),
    "trigger": _plain(SyncRun, "trigger"),
    "user": ExportColumn(_("Started by"), _get_user),
    **{name: _plain(SyncRun, name) for name in RUN_FIELDS},
}


def _describe_differences(change: SyncChange) -> str:
    return "; ".join(map(_describe_difference, describe_fields(change)))


def _describe_difference(field: FieldChange) -> str:
    shown = f"{field.before} → {field.after}" if field.before else field.after
    return f"{field.label}: {shown}"


CHANGE_COLUMNS: dict[str, ExportColumn] = {
    "created_at": _plain(SyncChange, "created_at"),
    "action": _plain(SyncChange, "action"),
    "reference": _plain(SyncChange, "reference"),
    "title": _plain(SyncChange, "title"),
    "differences": ExportColumn(_("Before and after"), _describe_differences),
    "error": _plain(SyncChange, "error"),
}
CHANGE_FACTS = ("id", "action", "reference", "title", "before", "after", "error", "created_at")


def change_as_dict(change: SyncChange) -> dict[str, Any]:
    """Return the fields of ``change`` by their public names."""
    return {name: getattr(change, name) for name in CHANGE_FACTS}

"""What a spreadsheet of differences has in its columns."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.utils import get_user_display_name

from wagtail_easycars.models import Difference
from wagtail_easycars.panel.export.listing import ExportColumn
from wagtail_easycars.reconciliation.words import (
    describe_field,
    describe_ours,
    describe_reason,
    describe_theirs,
)
from wagtail_easycars.site_names import get_site_name


def _get_decider(difference: Difference) -> str:
    return get_user_display_name(difference.decided_by) if difference.decided_by else ""


COLUMNS: dict[str, ExportColumn] = {
    "site": ExportColumn(_("Site"), lambda row: get_site_name(row.site)),
    "kind": ExportColumn(_("Kind"), lambda row: str(row.get_kind_display())),
    "reference": ExportColumn(_("Stock or lead number"), lambda row: row.reference),
    "title": ExportColumn(_("Title"), lambda row: row.title),
    "field": ExportColumn(_("Field"), describe_field),
    "ours": ExportColumn(_("On the site"), describe_ours),
    "theirs": ExportColumn(_("In EasyCars"), describe_theirs),
    "reason": ExportColumn(_("Reason"), describe_reason),
    "found_at": ExportColumn(_("Found at"), lambda row: row.found_at),
    "decision": ExportColumn(_("Decision"), lambda row: str(row.get_decision_display())),
    "decided_by": ExportColumn(_("Decided by"), _get_decider),
    "decided_at": ExportColumn(_("Decided at"), lambda row: row.decided_at),
}

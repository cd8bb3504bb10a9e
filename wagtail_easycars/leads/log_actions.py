"""What Wagtail's history says of leads."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.log_actions import LogActionRegistry, LogFormatter

from wagtail_easycars.leads.arrival import ARRIVED_ACTION
from wagtail_easycars.leads.decisions import SEND_AGAIN_ACTION, SEND_NOW_ACTION
from wagtail_easycars.leads.exporting import EXPORT_ACTION
from wagtail_easycars.leads.privacy import ERASE_ACTION
from wagtail_easycars.leads.quotations import QUOTE_ACTION
from wagtail_easycars.leads.status import STATUS_ACTION
from wagtail_easycars.models import Lead


def register_lead_actions(actions: LogActionRegistry) -> None:
    """Have Wagtail's history name what people and policies decide about leads."""
    actions.register_action(STATUS_ACTION)(StatusLogFormatter)
    actions.register_action(QUOTE_ACTION)(QuotationLogFormatter)
    actions.register_action(EXPORT_ACTION)(ExportLogFormatter)
    actions.register_action(
        ERASE_ACTION, gettext_lazy("Erase a person"), gettext_lazy("Person erased")
    )
    actions.register_action(
        SEND_AGAIN_ACTION, gettext_lazy("Send a lead again"), gettext_lazy("Sent again")
    )
    actions.register_action(
        SEND_NOW_ACTION, gettext_lazy("Send a lead at once"), gettext_lazy("Sent at once")
    )
    actions.register_action(
        ARRIVED_ACTION, gettext_lazy("Find a lead in EasyCars"), gettext_lazy("Found in EasyCars")
    )


class QuotationLogFormatter(LogFormatter):
    label = gettext_lazy("Send a quotation")

    def format_message(self, log_entry: Any) -> str:
        return _("Quotation %(number)s sent") % {"number": log_entry.data.get("number", "")}


class ExportLogFormatter(LogFormatter):
    label = gettext_lazy("Export leads")

    def format_message(self, log_entry: Any) -> str:
        count = log_entry.data.get("count", 0)
        return ngettext("%(count)d lead exported", "%(count)d leads exported", count) % {
            "count": count
        }


class StatusLogFormatter(LogFormatter):
    label = gettext_lazy("Change the status of a lead")

    def format_message(self, log_entry: Any) -> str:
        names = dict(Lead.Status.choices)
        before, after = (names.get(log_entry.data.get(each), "?") for each in ("before", "after"))
        return _("Status changed from “%(before)s” to “%(after)s”") % {
            "before": before,
            "after": after,
        }

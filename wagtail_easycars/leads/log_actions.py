"""What Wagtail's history says of leads."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter

from wagtail_easycars.leads.decisions import ARRIVED_ACTION, SEND_AGAIN_ACTION
from wagtail_easycars.leads.status import STATUS_ACTION
from wagtail_easycars.models import Lead


def register_lead_actions(actions: LogActionRegistry) -> None:
    """Have Wagtail's history name what people and policies decide about leads."""
    actions.register_action(STATUS_ACTION)(StatusLogFormatter)
    actions.register_action(
        SEND_AGAIN_ACTION, gettext_lazy("Send a lead again"), gettext_lazy("Sent again")
    )
    actions.register_action(
        ARRIVED_ACTION, gettext_lazy("Find a lead in EasyCars"), gettext_lazy("Found in EasyCars")
    )


class StatusLogFormatter(LogFormatter):
    label = gettext_lazy("Change the status of a lead")

    def format_message(self, log_entry: Any) -> str:
        names = dict(Lead.Status.choices)
        before, after = (names.get(log_entry.data.get(each), "?") for each in ("before", "after"))
        return _("Status changed from “%(before)s” to “%(after)s”") % {
            "before": before,
            "after": after,
        }

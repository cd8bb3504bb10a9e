"""What Wagtail's history says of syncs that people start."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter

from wagtail_easycars.models import SyncRun

START_ACTION = "wagtail_easycars.sync_start"


def register_sync_actions(actions: LogActionRegistry) -> None:
    actions.register_action(START_ACTION)(StartLogFormatter)


class StartLogFormatter(LogFormatter):
    label = gettext_lazy("Start a sync")

    def format_message(self, log_entry: Any) -> str:
        kinds = dict(SyncRun.Kind.choices)
        return _("Sync started: %(kind)s") % {"kind": kinds.get(log_entry.data.get("kind"), "?")}

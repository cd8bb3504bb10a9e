"""What Wagtail's history says of vehicles."""

from __future__ import annotations

from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter

from wagtail_easycars.models import Vehicle
from wagtail_easycars.presentation.changes import describe_name
from wagtail_easycars.publishing.deleted_pages import PAGE_DELETED_ACTION
from wagtail_easycars.stock.by_hand import STATUS_ACTION
from wagtail_easycars.stock.merge import MERGE_ACTION
from wagtail_easycars.stock.pins import PIN_ACTION, RELEASE_ACTION
from wagtail_easycars.stock.twins import TELL_APART_ACTION


def register_vehicle_actions(actions: LogActionRegistry) -> None:
    """Have Wagtail's history name what people decide about vehicles."""
    actions.register_action(PIN_ACTION)(PinLogFormatter)
    actions.register_action(RELEASE_ACTION)(ReleaseLogFormatter)
    actions.register_action(MERGE_ACTION)(MergeLogFormatter)
    actions.register_action(TELL_APART_ACTION)(TellApartLogFormatter)
    actions.register_action(STATUS_ACTION)(StatusLogFormatter)
    actions.register_action(
        PAGE_DELETED_ACTION,
        gettext_lazy("Delete the page of a vehicle"),
        gettext_lazy("Its page was deleted"),
    )


class PinLogFormatter(LogFormatter):
    label = gettext_lazy("Keep fields of a vehicle from EasyCars")

    def format_message(self, log_entry: Any) -> str:
        return _("Changed here, and kept from EasyCars: %(fields)s") % _get_fields(log_entry)


class ReleaseLogFormatter(LogFormatter):
    label = gettext_lazy("Have fields of a vehicle follow EasyCars again")

    def format_message(self, log_entry: Any) -> str:
        return _("Follows EasyCars again: %(fields)s") % _get_fields(log_entry)


class MergeLogFormatter(LogFormatter):
    label = gettext_lazy("Merge vehicles")

    def format_message(self, log_entry: Any) -> str:
        return _("Merged with %(title)s, entered by hand as %(stock_number)s") % {
            "title": log_entry.data.get("title", "?"),
            "stock_number": log_entry.data.get("stock_number", "?"),
        }


class TellApartLogFormatter(LogFormatter):
    label = gettext_lazy("Tell vehicles apart")

    def format_message(self, log_entry: Any) -> str:
        return _("Not the same car as stock number %(stock_number)s") % {
            "stock_number": log_entry.data.get("stock_number", "?")
        }


class StatusLogFormatter(LogFormatter):
    label = gettext_lazy("Change the status of a vehicle")

    def format_message(self, log_entry: Any) -> str:
        names = dict(Vehicle.Status.choices)
        before, after = (names.get(log_entry.data.get(each), "?") for each in ("before", "after"))
        return _("Status changed from “%(before)s” to “%(after)s”") % {
            "before": before,
            "after": after,
        }


def _get_fields(log_entry: Any) -> dict[str, str]:
    labels = [describe_name(name) for name in log_entry.data.get("fields", ())]
    return {"fields": get_text_list(labels, _("and"))}

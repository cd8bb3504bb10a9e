"""One thing that has happened to a vehicle, in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.models import BaseLogEntry, ModelLogEntry, PageLogEntry

from wagtail_easycars.models import SyncChange, SyncRun
from wagtail_easycars.presentation.changes import describe_fields

Action = SyncChange.Action

LONGEST_VALUE = 200


@dataclass(frozen=True)
class Event:
    """What has happened (``title``), the particulars, and who or what did it (``actor``)."""

    at: datetime
    title: str
    actor: str = ""
    details: list[str] = field(default_factory=list)
    run_id: int | None = None


def describe_change(change: SyncChange) -> Event:
    """Tell what a run did to the vehicle."""
    return Event(
        at=change.created_at,
        title=_get_title(change),
        actor=_get_name(change.user) if change.user else _("EasyCars"),
        details=[*_get_differences(change), *filter(None, [change.error])],
        run_id=change.run_id,
    )


def describe_vehicle_entry(entry: ModelLogEntry) -> Event:
    """Tell what somebody did to the vehicle in the admin."""
    return Event(entry.timestamp, str(entry.message), _get_name(entry.user), _get_comment(entry))


def describe_page_entry(entry: PageLogEntry) -> Event:
    """Tell what became of the page of the vehicle."""
    title = _("Page: %(what)s") % {"what": entry.message}
    actor = _get_name(entry.user) if entry.user_id else _("EasyCars")
    return Event(entry.timestamp, title, actor, _get_comment(entry))


def _get_title(change: SyncChange) -> str:
    titles = {
        Action.CREATED: _("First seen in the feed"),
        Action.UPDATED: _("Changed in EasyCars"),
        Action.RELISTED: _("Relisted under a new stock number"),
        Action.RETURNED: _("Back in the feed"),
        Action.WITHDRAWN: _("Withdrawn from the site"),
        Action.HELD: _("Missing from the feed; the withdrawal waits for a person"),
        Action.DISMISSED: _("Kept on the site"),
        Action.PUBLISHED: _("Its page was missing, and was made again"),
        Action.FAILED: _("Could not be used"),
    }
    is_of_stock = change.run.kind == SyncRun.Kind.STOCK
    if change.run.kind == SyncRun.Kind.IMAGES:
        return _("Pictures: %(what)s") % {"what": change.get_action_display()}
    return str(titles.get(Action(change.action), "") if is_of_stock else "") or str(
        change.get_action_display()
    )


def _get_differences(change: SyncChange) -> list[str]:
    if change.action in (Action.CREATED, Action.FAILED, Action.PUBLISHED):
        return []
    return [
        _("%(field)s: %(before)s → %(after)s")
        % {"field": each.label, "before": _shorten(each.before), "after": _shorten(each.after)}
        for each in describe_fields(change)
    ]


def _shorten(value: str) -> str:
    return Truncator(value).chars(LONGEST_VALUE) or _("nothing")


def _get_comment(entry: BaseLogEntry) -> list[str]:
    return [str(entry.comment)] if entry.comment else []


def _get_name(user: Any) -> str:
    return get_user_display_name(user) if user else _("Unknown")

"""A preview as a person reads it: by what would happen, page by page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from wagtail_easycars.models import SyncChange
from wagtail_easycars.panel.preview.kept import KeptPreview
from wagtail_easycars.presentation.changes import FieldChange, describe_fields

Action = SyncChange.Action

# What needs a person comes first. Of a new vehicle, the title says the rest.
KINDS: tuple[tuple[str, Any, tuple[Action, ...]], ...] = (
    ("held", _("Would be held"), (Action.HELD,)),
    ("failed", _("Cannot be used"), (Action.FAILED,)),
    ("withdrawn", _("Would leave the site"), (Action.WITHDRAWN,)),
    ("new", _("New"), (Action.CREATED,)),
    ("changed", _("Changed"), (Action.UPDATED, Action.RELISTED, Action.RETURNED)),
)
NAMED_BY_TITLE = frozenset({"make", "model", "badge", "year"})


@dataclass(frozen=True)
class Tab:
    """The changes of one kind, and how many there are."""

    name: str
    label: str
    count: int
    is_shown: bool


@dataclass(frozen=True)
class Row:
    """What would happen to one vehicle; ``key`` is that of a vehicle the site has."""

    key: int | None
    title: str
    reference: str
    action: str
    label: str
    reason: str
    fields: list[FieldChange]

    @property
    def is_new(self) -> bool:
        return self.action == Action.CREATED


def get_tabs(preview: KeptPreview, chosen: str) -> list[Tab]:
    """Return the kinds that there are; the one that is ``chosen`` is shown, or else the first."""
    counts = Counter(change["action"] for change in preview.changes)
    found = [
        (name, str(label), sum(counts[action] for action in actions))
        for name, label, actions in KINDS
    ]
    found = [each for each in found if each[2]]
    names = [name for name, _label, _count in found]
    shown = chosen if chosen in names else (names or [""])[0]
    return [Tab(name, label, count, name == shown) for name, label, count in found]


def get_changes(preview: KeptPreview, kind: str) -> list[dict[str, Any]]:
    """Return the changes of ``kind`` in the order of the run."""
    actions = next((actions for name, _label, actions in KINDS if name == kind), ())
    return [change for change in preview.changes if change["action"] in actions]


def make_rows(changes: Sequence[dict[str, Any]]) -> list[Row]:
    return [_make_row(**change) for change in changes]


def _make_row(
    *,
    action: str,
    vehicle: int | None,
    reference: str,
    title: str,
    before: dict[str, Any],
    after: dict[str, Any],
    error: str,
) -> Row:
    is_new = action == Action.CREATED
    shown = {
        name: value for name, value in after.items() if not (is_new and name in NAMED_BY_TITLE)
    }
    return Row(
        key=vehicle,
        title=title,
        reference=reference,
        action=action,
        label=str(Action(action).label),
        reason=error,
        fields=describe_fields(SyncChange(before=before, after=shown)),
    )

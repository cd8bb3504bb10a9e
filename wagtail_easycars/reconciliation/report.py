"""A difference as the command and the exports report it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from wagtail_easycars.models import Difference
from wagtail_easycars.reconciliation.words import (
    describe_field,
    describe_ours,
    describe_reason,
    describe_theirs,
)

REPORTED_FIELDS = ("kind", "cause", "reference", "title", "field", "ours", "theirs", "decision")


def difference_as_dict(difference: Difference) -> dict[str, Any]:
    """Return the fields of ``difference`` by their names, for scripts."""
    values = {name: getattr(difference, name) for name in REPORTED_FIELDS}
    return {**values, "reason": describe_reason(difference)}


def describe_difference(difference: Difference) -> str:
    """Return ``difference`` as a line of text."""
    what = f"{difference.get_kind_display()}: {difference}"
    if not difference.field:
        return f"{what}. {describe_reason(difference)}"
    return _("%(what)s. %(field)s: here %(ours)s, in EasyCars %(theirs)s.") % {
        "what": what,
        "field": describe_field(difference),
        "ours": describe_ours(difference),
        "theirs": describe_theirs(difference),
    }

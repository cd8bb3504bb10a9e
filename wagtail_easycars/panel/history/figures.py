"""What a run has counted, each number with its name."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from wagtail_easycars.models import SyncRun


class Figure(NamedTuple):
    label: Any
    number: int


LABELS: dict[str, dict[str, Any]] = {
    SyncRun.Kind.STOCK: {
        "seen": _("Vehicles in the feed"),
        "created": _("New"),
        "updated": _("Changed"),
        "unchanged": _("Unchanged"),
        "withdrawn": _("Withdrawn"),
        "held": _("Withdrawals held"),
        "failed": _("Failed"),
        "pages_created": _("Pages published"),
    },
    SyncRun.Kind.IMAGES: {
        "created": _("Pictures stored"),
        "updated": _("Pictures already kept"),
        "unchanged": _("Pictures unchanged"),
        "withdrawn": _("Unused pictures deleted"),
        "failed": _("Pictures failed"),
    },
    SyncRun.Kind.LEADS: {
        "created": _("Leads sent"),
        "updated": _("Changed"),
        "unchanged": _("Without news"),
        "held": _("Held for a person"),
        "failed": _("Failed"),
    },
    SyncRun.Kind.COMPARISON: {
        "created": _("New differences"),
        "updated": _("Changed differences"),
        "unchanged": _("Known differences"),
        "withdrawn": _("Settled differences"),
    },
}


def get_figures(run: SyncRun) -> list[Figure]:
    """Return what ``run`` has counted and is not 0."""
    figures = [Figure(label, getattr(run, name)) for name, label in LABELS[run.kind].items()]
    return [figure for figure in figures if figure.number]

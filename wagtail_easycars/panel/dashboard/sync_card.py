"""What the dashboard shows of one kind of syncs of a site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from wagtail_easycars.models import SyncRun
from wagtail_easycars.panel.dashboard.next_run import NextRun
from wagtail_easycars.panel.history.links import get_run_url
from wagtail_easycars.panel.sync.card import RunCard
from wagtail_easycars.panel.sync.links import get_start_url
from wagtail_easycars.panel.sync.result import describe_duration

ICONS: dict[str, str] = {
    SyncRun.Kind.STOCK: "easycars-car",
    SyncRun.Kind.IMAGES: "image",
    SyncRun.Kind.LEADS: "mail",
}
RESULT_ICONS: dict[str, str] = {
    SyncRun.Status.SUCCESS: "success",
    SyncRun.Status.WARNING: "warning",
    SyncRun.Status.FAILED: "cross",
}
START_LABELS: dict[str, Any] = {
    SyncRun.Kind.STOCK: _("Sync stock now"),
    SyncRun.Kind.IMAGES: _("Sync pictures now"),
    SyncRun.Kind.LEADS: _("Sync leads now"),
}


@dataclass(frozen=True, kw_only=True)
class SyncCard(RunCard):
    """One kind of syncs: what is under way, how the last one ended, when the next begins."""

    kind: str
    next_run: NextRun
    may_see_run: bool

    @property
    def name(self) -> str:
        return self.kind

    @property
    def label(self) -> str:
        return str(SyncRun.Kind(self.kind).label)

    @property
    def icon(self) -> str:
        return ICONS[self.kind]

    @property
    def start_label(self) -> str:
        return str(START_LABELS[self.kind])

    @property
    def start_url(self) -> str:
        return get_start_url(self.kind)

    @property
    def is_first(self) -> bool:
        """Whether this is what most people come for, and so the screen's primary button."""
        return self.kind == SyncRun.Kind.STOCK

    @property
    def result_icon(self) -> str:
        return RESULT_ICONS[self.last.status] if self.last else ""

    @property
    def duration(self) -> str:
        return describe_duration(self.last) if self.last else ""

    @property
    def run_url(self) -> str:
        if self.last is None or not self.may_see_run:
            return ""
        return get_run_url(self.last.pk)

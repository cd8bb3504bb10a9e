"""What the dashboard shows of one kind of syncs of a site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from wagtail_easycars.models import SyncRun
from wagtail_easycars.panel.dashboard.next_run import NextRun
from wagtail_easycars.panel.history.links import get_run_url
from wagtail_easycars.panel.sync.activity import describe_activity, describe_wait, get_remedy
from wagtail_easycars.panel.sync.links import get_start_url
from wagtail_easycars.panel.sync.result import (
    describe_duration,
    describe_result,
    get_technical_detail,
    get_warnings,
)
from wagtail_easycars.panel.sync.state import SyncState

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


@dataclass(frozen=True)
class SyncCard:
    """One kind of syncs: what is under way, how the last one ended, when the next begins."""

    kind: str
    state: SyncState
    next_run: NextRun
    now: datetime
    may_start: bool
    may_see_run: bool

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
    def current(self) -> SyncRun | None:
        return self.state.current

    @property
    def activity(self) -> str:
        return describe_activity(self.state.current) if self.state.current else ""

    @property
    def is_measured(self) -> bool:
        """Whether it is known how much of the run is done."""
        run = self.state.current
        return run is not None and run.total > 0 and run.done < run.total

    @property
    def advice(self) -> str:
        return describe_wait(self.state.current, self.now) if self.state.current else ""

    @property
    def remedy(self) -> str:
        return get_remedy()

    @property
    def last(self) -> SyncRun | None:
        return self.state.last

    @property
    def result_icon(self) -> str:
        return RESULT_ICONS[self.state.last.status] if self.state.last else ""

    @property
    def result(self) -> str:
        return describe_result(self.state.last) if self.state.last else ""

    @property
    def warnings(self) -> list[str]:
        return get_warnings(self.state.last) if self.state.last else []

    @property
    def technical_detail(self) -> str:
        return get_technical_detail(self.state.last) if self.state.last else ""

    @property
    def duration(self) -> str:
        return describe_duration(self.state.last) if self.state.last else ""

    @property
    def run_url(self) -> str:
        if self.state.last is None or not self.may_see_run:
            return ""
        return get_run_url(self.state.last.pk)

"""What a page says of runs that a person can start: the one under way, and how the last ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wagtail_easycars.models import SyncRun
from wagtail_easycars.panel.sync.activity import describe_activity, describe_wait, get_remedy
from wagtail_easycars.panel.sync.result import (
    describe_result,
    get_technical_detail,
    get_warnings,
)
from wagtail_easycars.panel.sync.state import SyncState


@dataclass(frozen=True, kw_only=True)
class RunCard:
    """Runs of one kind for one site; ``name`` is what the status calls them."""

    state: SyncState
    now: datetime
    may_start: bool

    @property
    def name(self) -> str:
        raise NotImplementedError

    @property
    def label(self) -> str:
        """What tells people these runs from the others of the page."""
        raise NotImplementedError

    @property
    def current(self) -> SyncRun | None:
        return self.state.current

    @property
    def activity(self) -> str:
        return describe_activity(self.current) if self.current else ""

    @property
    def is_measured(self) -> bool:
        """Whether it is known how much of the run is done."""
        return self.current is not None and 0 < self.current.total > self.current.done

    @property
    def advice(self) -> str:
        return describe_wait(self.current, self.now) if self.current else ""

    @property
    def remedy(self) -> str:
        return get_remedy()

    @property
    def last(self) -> SyncRun | None:
        return self.state.last

    @property
    def result(self) -> str:
        return describe_result(self.last) if self.last else ""

    @property
    def warnings(self) -> list[str]:
        return get_warnings(self.last) if self.last else []

    @property
    def technical_detail(self) -> str:
        return get_technical_detail(self.last) if self.last else ""

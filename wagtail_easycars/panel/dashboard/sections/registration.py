"""The sections of this package, for the hook that agencies use for theirs."""

from __future__ import annotations

from collections.abc import Callable

from wagtail_easycars.panel.dashboard.section import Section
from wagtail_easycars.panel.dashboard.sections.chart import ChartSection
from wagtail_easycars.panel.dashboard.sections.failed import FailedSection
from wagtail_easycars.panel.dashboard.sections.held import HeldSection
from wagtail_easycars.panel.dashboard.sections.leads_waiting import LeadsWaitingSection
from wagtail_easycars.panel.dashboard.sections.troubles import TroublesSection
from wagtail_easycars.panel.dashboard.sync_section import SyncSection
from wagtail_easycars.panel.merge.section import TwinsSection

SECTIONS: tuple[type[Section], ...] = (
    SyncSection,
    TroublesSection,
    HeldSection,
    LeadsWaitingSection,
    FailedSection,
    ChartSection,
    TwinsSection,
)


def offering(section_class: type[Section]) -> Callable[[], type[Section]]:
    """Return what the hook calls to be told of ``section_class``."""
    return lambda: section_class

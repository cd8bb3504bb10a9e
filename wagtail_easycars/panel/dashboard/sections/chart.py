"""Thirty days of runs as bars, with the same as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_easycars.models import EasyCarsSettings, SyncRun
from wagtail_easycars.panel.dashboard.sections.base import ListSection
from wagtail_easycars.panel.dashboard.sections.days import Day, count_runs
from wagtail_easycars.panel.policies import run_policy
from wagtail_easycars.schedule.reckoning import read_time_zone

# In the units of the drawing: a day's place, its bar, and how high the most runs of a day are.
DAY_WIDTH = 20
BAR_WIDTH = 14
HEIGHT = 80


@dataclass(frozen=True)
class Bar:
    """Runs of one day that ended in the same way, as a rectangle of the drawing."""

    result: str
    x: int
    y: float
    height: float
    width: int = BAR_WIDTH

    @property
    def outline(self) -> str:
        """The rectangle as a part of a path."""
        return f"M{self.x} {self.y:.1f}h{self.width}v{self.height:.1f}h-{self.width}z"


class Chart:
    """The runs of one kind: those that did their work rise, those that failed hang below."""

    def __init__(self, kind: str, days: Sequence[Day]) -> None:
        self.kind = kind
        self.label = str(SyncRun.Kind(kind).label)
        self.days = days
        self.width = DAY_WIDTH * len(days)
        self._unit = HEIGHT / max(*(day.passed for day in days), *(day.failed for day in days), 1)
        self.baseline = self._unit * max(day.passed for day in days)
        self.height = self.baseline + self._unit * max(day.failed for day in days)

    @property
    def bars(self) -> list[Bar]:
        return [
            bar
            for number, day in enumerate(self.days)
            for bar in self._get_bars(number * DAY_WIDTH, day)
            if bar.height
        ]

    @property
    def outlines(self) -> dict[str, str]:
        """All bars of a result as one path, since a template takes its time over each element."""
        bars = self.bars
        results = dict.fromkeys(bar.result for bar in bars)
        return {
            result: "".join(bar.outline for bar in bars if bar.result == result)
            for result in results
        }

    def _get_bars(self, x: int, day: Day) -> list[Bar]:
        succeeded, warned, failed = (
            count * self._unit for count in (day.succeeded, day.warned, day.failed)
        )
        return [
            Bar("success", x, self.baseline - succeeded, succeeded),
            Bar("warning", x, self.baseline - succeeded - warned, warned),
            Bar("failed", x, self.baseline, failed),
        ]

    @property
    def description(self) -> str:
        """Return in a sentence what the bars say all together."""
        succeeded, warned, failed = (
            sum(getattr(day, name) for day in self.days)
            for name in ("succeeded", "warned", "failed")
        )
        parts = (
            ngettext("%(n)d sync succeeded", "%(n)d syncs succeeded", succeeded) % {"n": succeeded},
            ngettext("%(n)d ended with a warning", "%(n)d ended with a warning", warned)
            % {"n": warned},
            ngettext("%(n)d failed", "%(n)d failed", failed) % {"n": failed},
        )
        return _("%(succeeded)s, %(warned)s and %(failed)s.") % dict(
            zip(("succeeded", "warned", "failed"), parts, strict=True)
        )

    @property
    def busy_days(self) -> list[Day]:
        """The days of the table, the latest first: those on which nothing ran say nothing."""
        return [day for day in reversed(self.days) if day.counts]


class ChartSection(ListSection):
    name = "chart"
    order = 500
    policy = run_policy
    template_name = "wagtail_easycars/panel/dashboard/sections/chart.html"

    def get_context_data(
        self, parent_context: Mapping[str, Any] | None = None
    ) -> Mapping[str, Any]:
        context = dict(super().get_context_data(parent_context))
        days = count_runs(self.site.pk, get_time_zone(self.site.pk), timezone.now())
        context["charts"] = [Chart(kind, days_of_kind) for kind, days_of_kind in days.items()]
        return context


def get_time_zone(site_id: int) -> ZoneInfo:
    """Return the time zone in which the days of the site begin."""
    names = EasyCarsSettings.objects.filter(site=site_id).values_list("time_zone", flat=True)
    return read_time_zone(names.first() or "") or ZoneInfo(timezone.get_default_timezone_name())

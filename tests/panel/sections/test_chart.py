"""Thirty days of runs, as bars and as a table."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tests.panel.reading import text_of
from wagtail_easycars.models import EasyCarsSettings, SyncRun
from wagtail_easycars.panel.dashboard.sections.chart import Chart
from wagtail_easycars.panel.dashboard.sections.days import Day, count_runs

pytestmark = pytest.mark.django_db

ADELAIDE = ZoneInfo("Australia/Adelaide")  # half an hour off, and with summer time


def add_run(site, at, *, kind="stock", status="success"):
    SyncRun.objects.create(
        site=site, kind=kind, trigger="schedule", status=status, started_at=at, finished_at=at
    )


def test_a_run_belongs_to_the_day_it_began_on_at_the_dealer(site, django_assert_num_queries):
    now = datetime(2026, 4, 10, 3, tzinfo=UTC)
    add_run(site, datetime(2026, 4, 9, 14, 29, tzinfo=UTC))  # 23:59 on the 9th
    add_run(site, datetime(2026, 4, 9, 14, 31, tzinfo=UTC))  # 00:01 on the 10th
    add_run(site, datetime(2026, 4, 4, 13, 31, tzinfo=UTC))  # 00:01 on the 5th, of 25 hours
    add_run(site, datetime(2026, 4, 5, 14, 29, tzinfo=UTC), status="failed")  # 23:59 on it

    with django_assert_num_queries(1):
        days = count_runs(site.pk, ADELAIDE, now)["stock"]

    found = {day.date.day: (day.succeeded, day.failed) for day in days if day.counts}
    assert found == {9: (1, 0), 10: (1, 0), 5: (1, 1)}
    assert (len(days), str(days[0].date)) == (30, "2026-03-12")


def test_what_is_older_queued_or_of_another_site_is_not_counted(site):
    now = timezone.now()
    add_run(site, now - timedelta(days=31))
    add_run(site, now, status="running")

    assert count_runs(site.pk, ADELAIDE, now) == {}
    assert count_runs(site.pk + 1, ADELAIDE, now) == {}


def test_bars_are_as_high_as_there_are_runs_and_failures_hang_below():
    days = [Day(datetime(2026, 4, each, tzinfo=UTC).date()) for each in (1, 2)]
    days[0].counts.update(success=3, warning=1)
    days[1].counts.update(success=2, failed=2)

    chart = Chart("stock", days)

    heights = {(bar.x, bar.result): (bar.y, bar.height) for bar in chart.bars}
    assert heights == {
        (0, "success"): (20, 60),
        (0, "warning"): (0, 20),
        (20, "success"): (40, 40),
        (20, "failed"): (80, 40),
    }
    assert (chart.baseline, chart.height) == (80, 120)
    assert chart.description == "5 syncs succeeded, 1 ended with a warning and 2 failed."


def test_the_picture_is_described_and_has_the_same_as_a_table(open_dashboard, easycars, site):
    add_run(site, timezone.now())
    add_run(site, timezone.now(), kind="leads", status="failed")

    section = open_dashboard("view_syncrun").select_one("#easycars-section-chart")

    assert [text_of(each) for each in section.select("h3")] == ["Stock", "Leads"]
    svg = section.select_one("svg")
    described_by = [section.find(id=each) for each in svg["aria-labelledby"].split()]
    assert " ".join(map(text_of, described_by)).startswith("Stock 1 sync succeeded")
    (row,) = section.select_one("table").select("tbody tr")
    assert [text_of(cell) for cell in row.select("td")] == ["1", "0", "0"]
    assert "style" not in {name for each in svg.find_all() for name in each.attrs}


def test_a_time_zone_that_cannot_be_read_breaks_nothing(open_dashboard, easycars, site):
    add_run(site, timezone.now())
    EasyCarsSettings.objects.update(time_zone="Nowhere/At All")

    assert open_dashboard("view_syncrun").select_one("svg[role=img]")

"""Records that the latest syncs could not use."""

from __future__ import annotations

import pytest

from tests.panel.reading import text_of
from tests.torture.feeds import plain_items
from wagtail_easycars.models import SyncRun, Vehicle
from wagtail_easycars.panel.history.links import get_run_url
from wagtail_easycars.stock.held import dismiss_withdrawals

pytestmark = pytest.mark.django_db


def section_of(soup):
    return soup.select_one("#easycars-section-failed")


@pytest.fixture
def broken(sandbox, sync):
    items = plain_items(8)
    sandbox.set_stock("harbour", items)
    sync()
    sandbox.set_stock("harbour", [{**item, "StockNumber": "N0001"} for item in items[:7]])
    return sync()


def test_each_is_named_with_its_reason(open_dashboard, broken):
    section = section_of(open_dashboard("view_syncrun", "change_vehicle"))

    assert "Stock: 7 failed" in text_of(section)
    records = section.select("li")
    assert len(records) == 5
    assert "N0001 2015 Toyota Corolla" in text_of(records[0])
    assert "Several vehicles of the feed have this stock number." in text_of(records[0])
    assert "And 2 more." in text_of(section)
    vehicle = Vehicle.objects.get(stock_number="N0001")
    assert f"/edit/{vehicle.pk}/" in records[0].a["href"]
    assert section.select("a")[-1]["href"] == get_run_url(broken.pk)


def test_who_may_not_change_vehicles_is_led_to_none(open_dashboard, broken):
    section = section_of(open_dashboard("view_syncrun"))

    assert [link["href"] for link in section.select("a")] == [get_run_url(broken.pk)]


def test_what_a_person_has_decided_since_hides_no_failure(open_dashboard, broken, site):
    dismiss_withdrawals(site, trigger="manual")
    assert SyncRun.objects.latest("pk").failed == 0

    assert "7 failed" in text_of(section_of(open_dashboard("view_syncrun")))


def test_failures_of_the_past_are_over(open_dashboard, broken, sandbox, sync):
    sandbox.set_stock("harbour", plain_items(8))
    sync()

    assert text_of(section_of(open_dashboard("view_syncrun"))) == ""

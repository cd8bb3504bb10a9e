"""The list of vehicles that wait for a person's decision."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.panel.reading import rows_of, soup_of, text_of
from wagtail_easycars.models import Vehicle, VehicleImage

pytestmark = pytest.mark.django_db


def test_each_vehicle_is_shown_with_what_is_needed_to_decide(pages, held):
    response = pages.list()

    assert "7 vehicles are missing from the feed" in text_of(soup_of(response))
    rows = rows_of(response)
    assert len(rows) == 7
    (row,) = (row for row in rows if held[0].stock_number in row)
    for fact in ("2015 Toyota Corolla", "Stock number N0004", "$10,004", "Just now"):
        assert fact in row
    assert "7 of 10 vehicles on the site are missing from the feed, more than 20%." in row


def test_a_vehicle_is_seen_as_visitors_see_it_first(pages, quickly_held):
    for position, name in enumerate(("front", "back")):
        VehicleImage.objects.create(
            vehicle=quickly_held[0],
            position=position,
            source_url=f"https://feed.example/{name}.jpg",
        )

    photos = soup_of(pages.list()).select("table.listing td img")

    assert [photo["src"] for photo in photos] == ["https://feed.example/front.jpg"]


def test_a_reason_that_was_forgotten_with_its_run_is_not_made_up(pages, held):
    held[0].withdrawal_held_by.delete()

    assert all("Missing from the feed." in row for row in rows_of(pages.list()))


def test_it_says_when_nothing_waits(pages, sandbox, sync, items):
    sandbox.set_stock("harbour", items)
    sync()

    response = pages.list()

    assert "Nothing waits for a decision" in text_of(soup_of(response))
    assert soup_of(response).select("main button[type=submit]") == []


def test_many_are_spread_over_pages(pages, site, quickly_held):
    hold_more(site, 60)

    first, second = pages.list(), pages.list(p=2)

    assert (len(rows_of(first)), len(rows_of(second))) == (50, 17)
    links = [link["href"] for link in soup_of(first).select("nav.pagination a[href]")]
    assert any(f"site={site.pk}" in link and "p=2" in link for link in links)


def test_the_number_of_queries_does_not_grow_with_the_vehicles(pages, site, quickly_held):
    def count_queries():
        with CaptureQueriesContext(connection) as queries:
            assert pages.list().status_code == 200
        return len(queries)

    count_queries()
    few = count_queries()
    hold_more(site, 43)

    assert count_queries() == few


def hold_more(site, count):
    example = Vehicle.objects.held().first()
    Vehicle.objects.bulk_create(
        Vehicle(
            site=site,
            stock_number=f"M{number:04d}",
            source=Vehicle.Source.EASYCARS,
            withdrawal_held_at=example.withdrawal_held_at,
            withdrawal_held_by=example.withdrawal_held_by,
        )
        for number in range(count)
    )

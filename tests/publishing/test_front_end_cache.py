"""The site's front-end cache hears what Wagtail, which sees no page saved, would not tell it."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.frontend_cache.backends import BaseBackend

from tests.torture.feeds import plain_items
from wagtail_easycars.models import Vehicle
from wagtail_easycars.publishing.front_end_cache import purge_pages

LISTING = "http://harbour.example/vehicles/"

purged = []


class RecordingBackend(BaseBackend):
    def purge(self, url):
        purged.append(url)


@pytest.fixture(autouse=True)
def front_end_cache(settings):
    settings.WAGTAILFRONTENDCACHE = {
        "recording": {"BACKEND": f"{__name__}.RecordingBackend", "HOSTNAMES": ["harbour.example"]}
    }
    purged.clear()


def test_new_pages_are_purged_with_their_listing(sandbox, easycars, sync):
    sandbox.set_stock("harbour", plain_items(2))
    sync()
    urls = {vehicle.page.full_url for vehicle in Vehicle.objects.all()}
    assert len(urls) == 2
    assert set(purged) == {*urls, LISTING}


def test_a_new_price_purges_the_page_and_its_listing(sandbox, easycars, sync):
    items = plain_items(2)
    sandbox.set_stock("harbour", items)
    sync()
    purged.clear()
    sandbox.set_stock("harbour", [{**items[0], "Price": 5}, items[1]])
    sync()
    page = Vehicle.objects.get(stock_number=items[0]["StockNumber"]).page
    assert set(purged) == {page.full_url, LISTING}


def test_queries_do_not_grow_with_the_number_of_pages(
    sandbox, sync, django_capture_on_commit_callbacks
):
    sandbox.set_stock("harbour", plain_items(12))
    sync()
    counts = []
    for size in (2, 12):
        vehicles = list(Vehicle.objects.order_by("pk")[:size])
        with (
            CaptureQueriesContext(connection) as queries,
            django_capture_on_commit_callbacks(execute=True),
            transaction.atomic(),
        ):
            purge_pages(vehicles)
        counts.append(len(queries))
    assert counts[0] == counts[1]

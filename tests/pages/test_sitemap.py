"""The sitemap names the vehicles for sale, and takes as long for many as for few."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.sitemaps.views import sitemap

from tests.conftest import make_site
from wagtail_easycars.models import Vehicle


@pytest.fixture
def vehicle_urls(site, rf):
    """Return the addresses of vehicles in the sitemap, and how many queries it took."""

    def get():
        request = rf.get("/sitemap.xml", headers={"host": site.hostname})
        with CaptureQueriesContext(connection) as queries:
            urls = [entry["location"] for entry in sitemap(request).context_data["urlset"]]
        return [url for url in urls if re.search("/vehicles/.", url)], len(queries)

    return get


def test_what_is_not_for_sale_is_not_named(publish, vehicle_urls):
    listed = publish()
    publish(status=Vehicle.Status.SOLD)
    assert vehicle_urls()[0] == [listed.page.full_url]


def test_a_page_on_another_dealers_site_is_not_named(publish, vehicle_urls, site):
    vehicle = publish()
    vehicle.site = make_site("outback.example")
    vehicle.save()
    assert vehicle_urls()[0] == []


def test_a_page_that_is_asked_without_request_answers_for_itself(publish):
    assert len(publish().page.get_sitemap_urls()) == 1
    assert publish(status=Vehicle.Status.SOLD).page.get_sitemap_urls() == []


def test_queries_do_not_grow_with_the_stock(publish, vehicle_urls):
    publish()
    vehicle_urls()
    queries_for_one = vehicle_urls()[1]
    for _ in range(9):
        publish()
    urls, queries_for_ten = vehicle_urls()
    assert len(urls) == 10
    assert queries_for_ten == queries_for_one

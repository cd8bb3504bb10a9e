"""Caches before the site hear of each vehicle whose pictures a run has changed."""

import pytest
from wagtail.contrib.frontend_cache.backends import BaseBackend

from wagtail_easycars.models import Vehicle

pytestmark = pytest.mark.django_db

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


def purged_by(work):
    purged.clear()
    work()
    return set(purged)


def urls_of(*numbers):
    vehicles = Vehicle.objects.filter(stock_number__in=numbers)
    return {vehicle.page.full_url for vehicle in vehicles}


def test_new_pictures_purge_their_vehicles_and_the_listing(dealer):
    dealer.advertise({"A1": ["a"], "B2": ["b"]})
    assert purged_by(dealer.run) == {*urls_of("A1", "B2"), LISTING}
    dealer.advertise({"A1": ["a"], "B2": ["b", "c"]})
    assert purged_by(dealer.run) == {*urls_of("B2"), LISTING}


def test_an_unchanged_gallery_purges_nothing(dealer):
    dealer.advertise({"A1": ["a"]})
    dealer.run()
    assert purged_by(dealer.run) == set()


def test_what_a_failed_run_had_stored_is_purged(dealer, settings):
    settings.WAGTAIL_EASYCARS = {
        **settings.WAGTAIL_EASYCARS,
        "IMAGE_STORAGE": "tests.images.run.storages.FullStorage",
        "IMAGE_CONNECTIONS": 1,
    }
    dealer.advertise({f"N{number}": [f"picture-{number}"] for number in range(9)})
    runs = []
    urls = purged_by(lambda: runs.append(dealer.run()))
    assert runs[0].status == "failed"
    assert len(urls) == 3 + 1

"""Every picture is stored, in the feed's order, and nothing is downloaded or stored twice."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.images.run.host import Page, jpeg

pytestmark = pytest.mark.django_db


def test_every_picture_is_stored_and_shown_in_the_feeds_order(dealer):
    dealer.advertise({"A1": ["front", "back"], "B2": ["side", "seats", "boot"]})
    run = dealer.run()
    assert (run.status, run.error) == ("success", "")
    assert (run.created, run.failed, run.done, run.total) == (5, 0, 5, 5)
    assert dealer.galleries() == {"A1": ["front", "back"], "B2": ["side", "seats", "boot"]}


def test_the_lead_pictures_of_all_vehicles_come_first(dealer, host, one_connection):
    dealer.advertise({"A1": ["a1", "a2", "a3"], "B2": ["b1", "b2"], "C3": ["c1"]})
    dealer.run()
    assert [sorted(host.requests[:3]), sorted(host.requests[3:5])] == [
        ["a1", "b1", "c1"],
        ["a2", "b2"],
    ]


def test_an_unchanged_gallery_asks_for_nothing(dealer, host):
    dealer.advertise({"A1": ["front", "back"]})
    dealer.run()
    host.requests.clear()
    run = dealer.run()
    assert host.requests == []
    assert (run.status, run.created, run.unchanged, run.done, run.total) == ("success", 0, 2, 2, 2)


def queries_of(work):
    with CaptureQueriesContext(connection) as captured:
        work()
    return [query["sql"] for query in captured]


def test_an_unchanged_gallery_takes_the_same_queries_at_every_size(dealer):
    counts = []
    for galleries in ({"A1": ["a"]}, {"A1": ["a", "b", "c"], "B2": ["d", "e"], "C3": ["f"]}):
        dealer.advertise(galleries)
        dealer.run()
        counts.append(len(queries_of(dealer.run)))
    assert counts[0] == counts[1]


def test_an_unchanged_gallery_writes_nothing_but_the_run_and_its_lease(dealer):
    dealer.advertise({"A1": ["front", "back"]})
    dealer.run()
    writes = [sql for sql in queries_of(dealer.run) if sql.startswith(("INSERT", "UPDATE", "DEL"))]
    own = (
        "wagtail_easycars_syncrun",
        "wagtail_easycars_synclease",
        "wagtail_easycars_syncschedule",
    )
    assert writes
    assert [sql for sql in writes if not any(table in sql for table in own)] == []


def test_an_address_of_two_vehicles_is_downloaded_once(dealer, host):
    dealer.advertise({"A1": ["front", "logo"], "B2": ["logo"]})
    run = dealer.run()
    assert sorted(host.requests) == ["front", "logo"]
    assert run.created == dealer.stored().count() == 2
    assert dealer.galleries() == {"A1": ["front", "logo"], "B2": ["logo"]}


@pytest.mark.parametrize("galleries", [{"A1": ["x", "y"]}, {"A1": ["x"], "B2": ["y"]}])
def test_one_content_under_two_addresses_is_stored_once(dealer, host, files, galleries):
    host.pages = {"x": Page(jpeg("same")), "y": Page(jpeg("same"))}
    dealer.advertise(galleries)
    run = dealer.run()
    assert (run.created, run.updated, run.done) == (1, 1, 2)
    assert dealer.stored().count() == len(files()) == 1
    assert all(place.stored_image == dealer.stored().get() for place in dealer.places())


def test_content_that_is_known_from_an_earlier_run_is_not_stored_again(dealer, host, files):
    host.pages = {"x": Page(jpeg("same")), "y": Page(jpeg("same"))}
    dealer.advertise({"A1": ["x"]})
    dealer.run()
    dealer.advertise({"A1": ["x"], "B2": ["y"]})
    run = dealer.run()
    assert (run.created, run.updated) == (0, 1)
    assert len(files()) == 1


def test_a_new_version_of_an_address_is_asked_for_by_the_etag_of_the_old_one(dealer, host):
    host.pages = {"front": Page(jpeg("front"), '"v1"'), "back": Page(jpeg("back"), '"v1"')}
    dealer.advertise({"A1": ["front?v=1", "back?v=1"]})
    dealer.run()
    host.pages["back"] = Page(jpeg("new back"), '"v2"')
    dealer.advertise({"A1": ["back?v=2", "front?v=2"]})
    run = dealer.run()
    assert sorted(host.conditional) == ["back?v=2", "front?v=2"]
    assert (run.created, run.updated) == (1, 1)
    assert dealer.source("front?v=2").etag == '"v1"'
    dealer.advertise({"A1": ["front?v=2", "back?v=2"]})
    host.requests.clear()
    dealer.run()
    assert host.requests == []


def test_another_address_with_the_same_etag_is_not_taken_for_the_same_picture(dealer, host):
    host.pages = {"x": Page(jpeg("x"), '"1"'), "y": Page(jpeg("y"), '"1"')}
    dealer.advertise({"A1": ["x"]})
    dealer.run()
    dealer.advertise({"A1": ["y"]})
    dealer.run()
    assert host.conditional == []
    assert dealer.galleries() == {"A1": ["y"]}


def test_a_vehicle_that_is_not_listed_costs_no_download(dealer, host):
    dealer.advertise({"A1": ["a"], "B2": ["b"], "C3": ["c"]})
    dealer.advertise({"A1": ["a"], "B2": ["b"]})
    dealer.run()
    assert sorted(host.requests) == ["a", "b"]


def test_a_site_that_is_switched_off_downloads_nothing(dealer, host):
    dealer.advertise({"A1": ["front"]})
    dealer.settings.is_active = False
    dealer.settings.save()
    run = dealer.run()
    assert run.status == "failed"
    assert "switched off" in run.error
    assert host.requests == []

"""The list of vehicles."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from tests.panel.conftest import view_url
from tests.panel.vehicles.test_permissions import bulk_url
from tests.searching import finds_only_what_is_committed
from wagtail_easycars.models import EasyCarsSettings, SyncRun, Vehicle
from wagtail_easycars.sandbox.catalogue import generate

pytestmark = pytest.mark.django_db


@pytest.fixture
def stock(sandbox, sync, client, admin_user):
    """Forty vehicles from the feed, whose pictures are not stored yet."""
    client.force_login(admin_user)
    sandbox.set_stock("harbour", generate(40, seed=4))
    sync()
    return list(Vehicle.objects.order_by("pk"))


def list_vehicles(client, query=""):
    return client.get(f"{view_url('list')}?{query}")


def get_found(client, query):
    response = list_vehicles(client, query)
    assert response.status_code == 200
    return {vehicle.pk for vehicle in response.context["object_list"]}


def count_queries(client, query=""):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        list_vehicles(client, query)
    return len(captured)


def test_it_takes_as_many_queries_for_forty_vehicles_as_for_one(client, stock):
    Vehicle.objects.filter(pk=stock[0].pk).update(withdrawal_held_at=stock[0].first_seen_at)
    count_queries(client)  # fills the caches
    assert count_queries(client) <= count_queries(client, "is_held=true") + 1


def test_it_says_when_each_vehicle_was_last_in_the_feed(client, stock):
    last_run = SyncRun.objects.get()
    vehicle = list_vehicles(client).context["object_list"][0]
    assert vehicle.seen_at == last_run.finished_at


def test_it_shows_the_first_picture_and_makes_none(client, stock):
    html = list_vehicles(client).content.decode()
    shown = [vehicle for vehicle in stock if vehicle.images.exists()]
    first = shown[0].images.order_by("position").first()
    assert f'src="{first.source_url}"'.replace("&", "&amp;") in html


def test_it_marks_what_is_kept_from_easycars_and_what_is_held(client, stock):
    Vehicle.objects.filter(pk=stock[0].pk).update(pinned_fields=["colour", "price"])
    Vehicle.objects.filter(pk=stock[1].pk).update(withdrawal_held_at=stock[1].first_seen_at)
    html = " ".join(list_vehicles(client).content.decode().split())
    assert "Kept from EasyCars: Colour, Price" in html
    assert html.count("Withdrawal held") > 1


def test_filters_narrow_it(client, stock):
    one, two, three, four = stock[:4]
    Vehicle.objects.filter(pk=one.pk).update(pinned_fields=["price"])
    Vehicle.objects.filter(pk=two.pk).update(withdrawal_held_at=two.first_seen_at)
    three.page.unpublish()
    four.images.all().delete()
    assert get_found(client, "has_kept_fields=true") == {one.pk}
    assert get_found(client, "is_held=true") == {two.pk}
    assert three.pk in get_found(client, "on_site=false")
    assert four.pk in get_found(client, "has_pictures=false")
    makes = get_found(client, f"make={one.make}&make={two.make}")
    assert {one.pk, two.pk} <= makes
    assert len(makes) < 40


@finds_only_what_is_committed
def test_a_search_goes_together_with_filters_and_an_order(client, stock):
    vehicle = stock[0]
    Vehicle.objects.filter(pk=vehicle.pk).update(pinned_fields=["price"])
    search = f"q={vehicle.stock_number}"
    assert get_found(client, f"has_kept_fields=true&{search}") == {vehicle.pk}
    assert get_found(client, f"has_kept_fields=false&{search}") == set()
    assert vehicle.pk in get_found(client, f"{search}&ordering=-price")


def test_several_vehicles_follow_easycars_again(client, stock, admin_user):
    Vehicle.objects.filter(pk=stock[0].pk).update(pinned_fields=["make"], make="Lexus")
    url = bulk_url("release", [stock[0].pk, stock[1].pk])
    assert "These follow EasyCars already" in client.get(url).content.decode()

    html = client.post(url, follow=True).content.decode()

    assert "1 vehicle changed." in html
    stock[0].refresh_from_db()
    assert (stock[0].make, stock[0].pinned_fields) == (stock[0].feed["Make"], [])
    assert ModelLogEntry.objects.get(action="wagtail_easycars.release").user == admin_user


def test_one_that_cannot_follow_easycars_does_not_keep_the_others_from_it(client, stock):
    keys = [stock[0].pk, stock[1].pk]
    Vehicle.objects.filter(pk__in=keys).update(pinned_fields=["make"], make="Lexus")
    Vehicle.objects.filter(pk=keys[0]).update(feed={**stock[0].feed, "Make": "x" * 151})

    html = client.post(bulk_url("release", keys), follow=True).content.decode()

    assert "make has 151 characters; at most 150 fit." in html
    assert "1 vehicle changed." in html
    assert Vehicle.objects.get(pk=keys[0]).pinned_fields == ["make"]
    assert Vehicle.objects.get(pk=keys[1]).pinned_fields == []


def test_of_one_vehicle_it_asks_about_one(client, by_hand):
    html = client.get(bulk_url("withdraw", [by_hand.pk])).content.decode()

    assert "Shall this vehicle leave the site?" in html


def test_vehicles_entered_by_hand_are_taken_off_the_site_and_put_back(client, by_hand):
    client.post(bulk_url("withdraw", [by_hand.pk]))
    by_hand.refresh_from_db()
    assert by_hand.status == Vehicle.Status.WITHDRAWN
    by_hand.page.delete()
    client.post(bulk_url("put_back", [by_hand.pk]))
    by_hand.refresh_from_db()
    assert by_hand.status == Vehicle.Status.AVAILABLE
    assert by_hand.page.live


def test_without_an_inventory_page_none_is_put_back_and_it_says_why(client, by_hand, easycars):
    client.post(bulk_url("withdraw", [by_hand.pk]))
    EasyCarsSettings.objects.update(inventory_page=None)

    html = client.post(bulk_url("put_back", [by_hand.pk]), follow=True).content.decode()

    assert "the site has no inventory page" in html
    assert Vehicle.objects.get().status == Vehicle.Status.WITHDRAWN


def test_those_from_easycars_are_not_taken_off_the_site_by_hand(client, stock):
    url = bulk_url("withdraw", [stock[0].pk])
    assert "Take those out of the stock there" in client.get(url).content.decode()
    client.post(url)
    stock[0].refresh_from_db()
    assert stock[0].is_listed

"""Pages that not everybody may see are not listed to everybody."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction


@pytest.fixture
def restrict(django_capture_on_commit_callbacks):
    def restrict_to_staff(page):
        with django_capture_on_commit_callbacks(execute=True):
            return PageViewRestriction.objects.create(
                page=Page.objects.get(pk=page.pk), restriction_type=PageViewRestriction.LOGIN
            )

    return restrict_to_staff


def test_a_restricted_page_is_not_listed_until_the_restriction_ends(
    publish, search, restrict, django_capture_on_commit_callbacks
):
    publish(stock_number="OPEN")
    vehicle = publish(stock_number="STAFF-ONLY")
    assert search().found == ["STAFF-ONLY", "OPEN"]

    restriction = restrict(vehicle.page)
    response = search()
    assert (response.found, response.listing.count) == (["OPEN"], 1)

    with django_capture_on_commit_callbacks(execute=True):
        restriction.delete()
    response = search()
    assert (response.found, response.listing.count) == (["STAFF-ONLY", "OPEN"], 2)


def test_a_restriction_that_ends_without_history_is_seen_at_once(
    publish, search, restrict, django_capture_on_commit_callbacks
):
    restrict(publish(stock_number="STAFF-ONLY").page)
    assert search().listing.count == 0
    with django_capture_on_commit_callbacks(execute=True):
        PageViewRestriction.objects.all().delete()
    assert search().listing.count == 1


def test_a_restriction_holds_for_what_is_below_the_page(publish, search, restrict, inventory_page):
    section = inventory_page.add_child(instance=Page(title="Trade", slug="trade"))
    publish(stock_number="OPEN")
    publish(stock_number="TRADE", on=section)
    restrict(section)
    assert search().found == ["OPEN"]


def test_who_may_see_a_restricted_listing_sees_its_vehicles(
    publish, search, restrict, inventory_page, admin_client
):
    publish(stock_number="STAFF-ONLY")
    restrict(inventory_page)
    response = admin_client.get("/vehicles/", headers={"host": "harbour.example"})
    assert [card.vehicle.stock_number for card in response.context["listing"].cards] == [
        "STAFF-ONLY"
    ]
    assert search().status_code == 302


def test_restrictions_do_not_add_queries(publish, search, restrict, after):
    vehicles = [publish() for _ in range(4)]

    def count_queries():
        after(minutes=2)
        with CaptureQueriesContext(connection) as queries:
            search()
        return len(queries)

    search()
    restrict(vehicles[0].page)
    with_one = count_queries()
    for vehicle in vehicles[1:3]:
        restrict(vehicle.page)
    assert count_queries() == with_one

"""What staff change in a vehicle stays, until they take it from EasyCars again."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.search.models import IndexEntry

from wagtail_easycars.models import Vehicle
from wagtail_easycars.sandbox.catalogue import generate
from wagtail_easycars.stock.pins import release

pytestmark = pytest.mark.django_db


@pytest.fixture
def feed(sandbox):
    items = generate(3, seed=4)
    items[0].update(Make="Toyota", Model="Camry", Badge="Ascent", YearGroup=2018, Price=20000)
    return items


@pytest.fixture
def vehicle(sandbox, feed, sync):
    sandbox.set_stock("harbour", feed)
    sync()
    return Vehicle.objects.get(stock_number=feed[0]["StockNumber"])


@pytest.fixture
def edit(client, admin_user, vehicle):
    """Save the vehicle's form in the admin with some values changed; return the response."""
    client.force_login(admin_user)
    url = reverse(Vehicle.snippet_viewset.get_url_name("edit"), args=[vehicle.pk])

    def save(**changes):
        form = client.get(url).context["form"]
        data = {
            name: "" if form[name].value() is None else form[name].value() for name in form.fields
        }
        response = client.post(url, {**data, **changes}, follow=True)
        vehicle.refresh_from_db()
        return response

    return save


def test_a_changed_field_is_pinned_and_survives_a_sync(sandbox, feed, sync, vehicle, edit):
    edit(price="19500", colour="Midnight blue")
    assert vehicle.pinned_fields == ["colour", "price"]
    feed[0].update(Price=18000, Colour="Blue", Odometer=12345)
    sandbox.set_stock("harbour", feed)
    run = sync()
    vehicle.refresh_from_db()
    assert run.updated == 1
    assert (vehicle.price, vehicle.colour) == (Decimal(19500), "Midnight blue")
    assert vehicle.odometer == 12345
    assert vehicle.feed["Price"] == 18000


def test_saving_without_a_change_pins_nothing(vehicle, edit):
    edit()
    assert vehicle.pinned_fields == []


def test_a_released_field_follows_easycars_at_once_and_later(sandbox, feed, sync, vehicle, edit):
    edit(price="19500")
    feed[0]["Price"] = 18000
    sandbox.set_stock("harbour", feed)
    sync()
    assert release(vehicle, ["price"], user=None) == ["price"]
    vehicle.refresh_from_db()
    assert (vehicle.pinned_fields, vehicle.price) == ([], Decimal(18000))
    feed[0]["Price"] = 17000
    sandbox.set_stock("harbour", feed)
    sync()
    vehicle.refresh_from_db()
    assert vehicle.price == Decimal(17000)


def test_the_stock_number_of_a_vehicle_from_the_feed_cannot_be_changed(vehicle, feed, edit):
    edit(stock_number="ZZZ")
    assert vehicle.stock_number == feed[0]["StockNumber"]


def test_a_new_title_reaches_the_page_and_its_address_stays(vehicle, edit):
    slug = vehicle.page.slug
    edit(badge="Ascent Sport")
    assert vehicle.page.title == "2018 Toyota Camry Ascent Sport"
    assert vehicle.page.slug == slug


def test_a_title_that_an_editor_wrote_is_kept(sandbox, feed, sync, vehicle):
    page = vehicle.page
    page.title = "The boss's own Camry"
    page.save_revision().publish()
    feed[0]["Badge"] = "SX"
    sandbox.set_stock("harbour", feed)
    sync()
    assert vehicle.page.title == "The boss's own Camry"


def test_a_new_badge_in_the_feed_reaches_the_page_and_the_search_index(
    sandbox, feed, sync, vehicle
):
    feed[0]["Badge"] = "Altise Limited"
    sandbox.set_stock("harbour", feed)
    sync()
    page = vehicle.page
    assert page.title == "2018 Toyota Camry Altise Limited"
    for indexed in (page, vehicle):
        entries = IndexEntry.objects.filter(
            object_id=str(indexed.pk), content_type=ContentType.objects.get_for_model(indexed)
        )
        assert "Altise" in str(entries.values().get())


def test_a_vehicle_entered_by_hand_is_published_and_left_alone_by_a_sync(
    client, admin_user, site, vehicle, sync
):
    client.force_login(admin_user)
    data = {
        "site": site.pk,
        "stock_number": "TRADE-1",
        "status": "available",
        "condition": "used",
        "make": "Mazda",
        "model": "2",
        "year": "2012",
        "price": "8990",
        "odometer_unit": "km",
        "is_drive_away": "unknown",
    }
    response = client.post(reverse(Vehicle.snippet_viewset.get_url_name("add")), data, follow=True)
    assert response.status_code == 200
    by_hand = Vehicle.objects.get(stock_number="TRADE-1")
    assert by_hand.source == Vehicle.Source.MANUAL
    assert by_hand.pinned_fields == []
    assert by_hand.page.live
    run = sync()
    assert (run.status, run.withdrawn, run.held) == ("success", 0, 0)
    by_hand.refresh_from_db()
    assert by_hand.status == Vehicle.Status.AVAILABLE

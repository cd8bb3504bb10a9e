"""Fields that staff have taken over from EasyCars, as their form shows and releases them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from wagtail_easycars.models import Vehicle
from wagtail_easycars.stock.pins import PIN_ACTION, RELEASE_ACTION, release

pytestmark = pytest.mark.django_db


@pytest.fixture
def release_field(client, vehicle):
    def post(*names):
        url = reverse("easycars:release_fields", args=[vehicle.pk])
        response = client.post(url, {"field": names}, follow=True)
        vehicle.refresh_from_db()
        return response.content.decode()

    return post


def test_a_pinned_field_says_who_changed_it_and_what_easycars_says(vehicle, open_form, admin_user):
    admin_user.first_name, admin_user.last_name = "Anna", "Clerk"
    admin_user.save()
    open_form(vehicle).save(price="19500", status="sold")

    notes = open_form(vehicle).soup.select(".easycars-kept")

    texts = [" ".join(note.text.split()) for note in notes]
    assert len(texts) == 2
    assert any("Changed here by Anna Clerk on" in text for text in texts)
    assert any("EasyCars says: $20,000." in text for text in texts)
    assert any("EasyCars says: Available." in text for text in texts)


def test_a_field_that_nobody_changed_has_no_such_note(vehicle, open_form):
    assert open_form(vehicle).soup.select(".easycars-kept") == []


def test_one_click_releases_a_field_at_once_and_nothing_else(vehicle, open_form, release_field):
    open_form(vehicle).save(price="19500", colour="Midnight blue")
    button = open_form(vehicle).soup.select_one("button[name=field][value=price]")
    form = open_form(vehicle).soup.select_one(f"form#{button['form']}")
    assert form["action"] == reverse("easycars:release_fields", args=[vehicle.pk])

    html = release_field(button["value"])

    assert "Price: as EasyCars says, from now on." in html
    assert (vehicle.price, vehicle.pinned_fields) == (Decimal(20000), ["colour"])
    assert vehicle.previous_price == Decimal(19500)


def test_the_log_says_who_pinned_and_who_released(vehicle, open_form, release_field, admin_user):
    open_form(vehicle).save(price="19500")
    release_field("price")
    entries = ModelLogEntry.objects.filter(action__in=[PIN_ACTION, RELEASE_ACTION])
    assert [(entry.action, entry.data, entry.user) for entry in entries.order_by("pk")] == [
        (PIN_ACTION, {"fields": ["price"]}, admin_user),
        (RELEASE_ACTION, {"fields": ["price"]}, admin_user),
    ]


def test_what_easycars_says_can_be_no_longer_usable(vehicle, open_form, release_field):
    open_form(vehicle).save(make="Lexus")
    Vehicle.objects.filter(pk=vehicle.pk).update(feed={**vehicle.feed, "Make": "x" * 151})

    html = release_field("make")

    assert "make has 151 characters; at most 150 fit." in html
    assert (vehicle.make, vehicle.pinned_fields) == ("Lexus", ["make"])


def test_a_vehicle_that_is_missing_from_the_feed_does_not_come_back_by_releasing_its_status(
    vehicle, feed, sandbox, sync, open_form
):
    open_form(vehicle).save(status="reserved")
    sandbox.set_stock("harbour", feed[1:])
    sync()
    vehicle.refresh_from_db()
    assert vehicle.status == Vehicle.Status.WITHDRAWN

    release(vehicle, ["status"], user=None)

    vehicle.refresh_from_db()
    assert (vehicle.status, vehicle.pinned_fields) == (Vehicle.Status.WITHDRAWN, [])


def test_a_field_can_only_be_released_by_post(client, vehicle, admin_user):
    client.force_login(admin_user)
    assert client.get(reverse("easycars:release_fields", args=[vehicle.pk])).status_code == 405

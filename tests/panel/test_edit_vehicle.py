"""What staff change of a vehicle from the feed, and what a sync changed while they did."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from wagtail_easycars.models import Vehicle

pytestmark = pytest.mark.django_db


def test_a_form_that_was_open_during_a_sync_reverts_nothing(
    sandbox, feed, sync, vehicle, open_form
):
    form = open_form(vehicle)
    feed[0].update(Price=18000, StockStatus="Sold")
    sandbox.set_stock("harbour", feed)
    sync()
    form.save(description="Two owners.")
    vehicle.refresh_from_db()
    assert (vehicle.price, vehicle.status) == (Decimal(18000), Vehicle.Status.SOLD)
    assert vehicle.description == "Two owners."
    assert vehicle.pinned_fields == ["description"]


def test_a_form_with_an_error_still_knows_what_it_showed_first(
    sandbox, feed, sync, vehicle, open_form
):
    form = open_form(vehicle)
    form.save(year="last year", description="Two owners.")
    feed[0]["Price"] = 18000
    sandbox.set_stock("harbour", feed)
    sync()
    form.save(year="2018")
    vehicle.refresh_from_db()
    assert vehicle.price == Decimal(18000)
    assert vehicle.pinned_fields == ["description"]


def test_what_changes_while_a_form_is_being_saved_stays(vehicle, open_form, monkeypatch):
    """A sync may commit between the form's own reading of the vehicle and its writing."""
    form = open_form(vehicle)
    clean = Vehicle.clean

    def change_price_meanwhile(self):
        Vehicle.objects.filter(pk=self.pk).update(price=18000)
        clean(self)

    monkeypatch.setattr(Vehicle, "clean", change_price_meanwhile)
    form.save(colour="Midnight blue")
    vehicle.refresh_from_db()
    assert (vehicle.price, vehicle.colour) == (Decimal(18000), "Midnight blue")
    assert vehicle.pinned_fields == ["colour"]


def test_saving_what_a_browser_sends_back_pins_nothing(vehicle, open_form):
    assert "\n" in vehicle.description
    open_form(vehicle).save()
    vehicle.refresh_from_db()
    assert vehicle.pinned_fields == []
    assert vehicle.description == "One owner.\n\nFull history."


def test_a_form_that_does_not_say_what_it_showed_is_compared_with_the_vehicle(vehicle, open_form):
    """An agency's own panels may render fields without it."""
    form = open_form(vehicle)
    form.data = {name: each for name, each in form.data.items() if not name.startswith("initial-")}
    form.save(colour="Midnight blue")
    vehicle.refresh_from_db()
    assert vehicle.pinned_fields == ["colour"]


def test_line_breaks_are_stored_as_the_feed_has_them(vehicle, open_form):
    open_form(vehicle).save(description="Two owners.\n\nNew tyres.")
    vehicle.refresh_from_db()
    assert vehicle.description == "Two owners.\n\nNew tyres."


def test_a_price_that_staff_change_is_noted_as_the_syncs_are(vehicle, open_form):
    before = timezone.now()
    open_form(vehicle).save(price="19500")
    vehicle.refresh_from_db()
    assert (vehicle.price, vehicle.previous_price) == (Decimal(19500), Decimal(20000))
    assert before < vehicle.price_changed_at < timezone.now()


@pytest.mark.slow
def test_an_unchanged_price_is_not_noted(vehicle, open_form):
    open_form(vehicle).save(colour="Midnight blue")
    vehicle.refresh_from_db()
    assert (vehicle.previous_price, vehicle.price_changed_at) == (None, None)


def test_staff_are_told_what_no_longer_follows_easycars(vehicle, open_form):
    response = open_form(vehicle).save(price="19500", colour="Midnight blue")
    html = response.content.decode()
    assert "Colour and Price will no longer follow EasyCars." in html
    assert "no longer follow" not in open_form(vehicle).save(price="19400").content.decode()


def test_the_message_after_saving_leads_to_the_page(vehicle, open_form):
    html = open_form(vehicle).save().content.decode()
    assert "View live" in html
    assert vehicle.page.slug in html


@pytest.mark.slow
def test_a_type_that_only_easycars_knows_is_offered_and_kept(vehicle, open_form):
    Vehicle.objects.filter(pk=vehicle.pk).update(vehicle_type="Z")
    form = open_form(vehicle)
    options = {each["value"]: each.text for each in form.soup.select("#id_vehicle_type option")}
    assert options["A"] == "Car"
    assert options[""] == "---------"
    assert form.data["vehicle_type"] == "Z"
    form.save(colour="Midnight blue")
    vehicle.refresh_from_db()
    assert (vehicle.vehicle_type, vehicle.pinned_fields) == ("Z", ["colour"])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("field", "given", "message"),
    [
        ("price", "0", "Enter a price above 0, or leave this empty for “price on application”."),
        ("price", "POA", "Enter a price above 0, or leave this empty for “price on application”."),
        (
            "price",
            "19990.555",
            "Enter whole dollars, or dollars and cents, such as 19990 or 19990.50.",
        ),
        ("price", "9" * 11, "Enter a price of at most 9,999,999,999."),
        ("price", "9" * 13 + ".5", "Enter a price of at most 9,999,999,999."),
        (
            "special_price",
            "1.005",
            "Enter whole dollars, or dollars and cents, such as 19990 or 19990.50.",
        ),
        ("special_price", "-5", "Enter a price above 0, or leave this empty."),
        ("year", "19", "Enter a year of four digits, such as 2019."),
        ("year", "'19", "Enter a year of four digits, such as 2019."),
        ("year", "-1", "Enter a year of four digits, such as 2019."),
        ("odometer", "10000000", "Enter a whole number of at most 9,999,999."),
    ],
)
def test_a_number_that_cannot_be_meant_is_refused_with_advice(
    vehicle, open_form, field, given, message
):
    response = open_form(vehicle).save(**{field: given})
    assert message in response.context["form"].errors[field]

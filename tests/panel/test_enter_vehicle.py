"""Vehicles that staff enter by hand: no sync looks after them."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.utils import timezone

from tests.panel.people import make_user
from wagtail_easycars.models import Vehicle
from wagtail_easycars.pages.models import VehiclePage

from .conftest import OpenForm, view_url

pytestmark = pytest.mark.django_db


def test_a_new_vehicle_is_on_the_site_at_once(enter):
    html = enter().content.decode()
    page = Vehicle.objects.get(stock_number="TRADE-1").page
    assert page.live
    assert "View live" in html
    assert page.url in html


@pytest.mark.parametrize("status", ["sold", "withdrawn"])
def test_a_vehicle_is_off_the_site_from_when_staff_say_so(by_hand, open_form, status):
    before = timezone.now()
    open_form(by_hand).save(status=status)
    by_hand.refresh_from_db()
    assert before < by_hand.withdrawn_at < timezone.now()
    open_form(by_hand).save(status="available")
    by_hand.refresh_from_db()
    assert by_hand.withdrawn_at is None


def test_a_vehicle_that_is_entered_as_sold_is_off_the_site_from_the_start(enter):
    enter(status="sold")
    assert Vehicle.objects.get(stock_number="TRADE-1").withdrawn_at is not None


@pytest.mark.slow
def test_the_date_off_the_site_stays_while_a_sold_vehicle_is_edited(by_hand, open_form):
    open_form(by_hand).save(status="sold")
    by_hand.refresh_from_db()
    sold_at = by_hand.withdrawn_at
    open_form(by_hand).save(status="withdrawn")
    by_hand.refresh_from_db()
    assert by_hand.withdrawn_at == sold_at


@pytest.mark.slow
@pytest.mark.parametrize("stock_number", ["TRADE-1", "trade-1"])
def test_a_stock_number_is_taken_in_any_case(by_hand, enter, stock_number):
    response = enter(stock_number=stock_number)
    assert response.context["form"].errors == {
        "stock_number": ["This site already has a vehicle with this stock number."]
    }


@pytest.mark.slow
def test_a_vehicle_may_keep_its_own_stock_number(by_hand, open_form):
    open_form(by_hand).save(stock_number="Trade-1")
    by_hand.refresh_from_db()
    assert by_hand.stock_number == "Trade-1"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ValidationError({"salesperson": "This field is required."}), "salesperson: This field"),
        (ValidationError("Not below this page."), "Not below this page."),
        (IntegrityError("NOT NULL constraint failed"), "NOT NULL constraint failed"),
    ],
)
def test_a_page_that_cannot_be_published_is_told_and_the_vehicle_kept(
    enter, monkeypatch, error, reason
):
    def refuse(self, *args, **kwargs):
        raise error

    monkeypatch.setattr(VehiclePage, "full_clean", refuse)
    html = enter().content.decode()
    assert "The vehicle is saved, but its page could not be published:" in html
    assert reason in html
    assert Vehicle.objects.get(stock_number="TRADE-1").page is None


def test_a_mistaken_entry_is_deleted_with_its_page(client, by_hand):
    page = by_hand.page
    url = view_url("delete", by_hand)
    assert "Yes, delete" in client.get(url).content.decode()
    response = client.post(url, follow=True)
    assert response.status_code == 200
    assert not Vehicle.objects.filter(pk=by_hand.pk).exists()
    assert not VehiclePage.objects.filter(pk=page.pk).exists()


@pytest.mark.slow
def test_a_mistaken_entry_that_something_else_shows_too_stays(client, by_hand, monkeypatch):
    """Nothing is deleted by halves: the page stays where its vehicle does."""

    def refuse(self, *args, **kwargs):
        raise ProtectedError("another model needs it", {self})

    monkeypatch.setattr(Vehicle, "delete", refuse)
    with pytest.raises(ProtectedError):
        client.post(view_url("delete", by_hand))
    assert by_hand.page.live


def test_a_vehicle_of_the_feed_is_protected_by_its_page(client, admin_user, vehicle):
    client.force_login(admin_user)
    client.post(view_url("delete", vehicle))
    assert Vehicle.objects.filter(pk=vehicle.pk).exists()
    assert vehicle.page.live


def test_the_form_offers_nothing_that_the_site_ignores(by_hand, open_form):
    assert "deposit_taken" not in open_form(by_hand).data


def test_staff_without_any_right_for_pages_bring_a_vehicle_to_the_site(client, easycars):
    client.force_login(make_user("sales", add_vehicle=easycars.site))
    data = {"site": easycars.site_id, "stock_number": "TRADE-1", "make": "Mazda"}

    OpenForm(client, view_url("add")).save(**data)

    assert Vehicle.objects.get().page.live

"""Taking a vehicle off the site has a right of its own; that it was sold is an ordinary change."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.panel.conftest import OpenForm, view_url
from tests.panel.people import make_user
from wagtail_easycars.models import Vehicle

pytestmark = pytest.mark.django_db

VIN = "6T1BF3FK70X123456"
Status = Vehicle.Status


@pytest.fixture
def sales(client, site):
    """Somebody who may change vehicles, and decide on none."""
    client.force_login(make_user("sales", view_vehicle=site, change_vehicle=site))


@pytest.fixture
def car(site, easycars):
    return Vehicle.objects.create(site=site, stock_number="TRADE-1", make="Mazda", vin=VIN)


def offered(form):
    return [option["value"] for option in form.soup.select("select[name=status] option")]


def status_of(vehicle):
    return Vehicle.objects.get(pk=vehicle.pk).status


def test_the_form_does_not_offer_what_the_person_may_not_decide(client, sales, car):
    form = OpenForm(client, view_url("edit", car))

    assert offered(form) == ["available", "reserved", "sold"]


def test_the_form_takes_no_withdrawal_from_who_may_not_decide(client, sales, car):
    page = OpenForm(client, view_url("edit", car)).save(status="withdrawn", colour="Red")

    assert "You may not take vehicles off the site" in page.content.decode()
    car.refresh_from_db()
    assert (car.status, car.colour) == (Status.AVAILABLE, "")


def test_sales_staff_say_that_a_vehicle_was_sold(client, sales, car):
    OpenForm(client, view_url("edit", car)).save(status="sold")

    assert status_of(car) == Status.SOLD


def test_what_is_off_the_site_already_can_be_changed_and_put_back(client, sales, car):
    Vehicle.objects.update(status=Status.WITHDRAWN)
    form = OpenForm(client, view_url("edit", car))
    assert "withdrawn" in offered(form)

    form.save(colour="Red")
    car.refresh_from_db()
    assert (car.status, car.colour) == (Status.WITHDRAWN, "Red")

    form.save(status="available")
    assert status_of(car) == Status.AVAILABLE


def test_who_may_decide_sets_the_status(client, site, car):
    rights = dict.fromkeys(("view_vehicle", "change_vehicle", "withdraw_vehicle"), site)
    client.force_login(make_user("manager", **rights))

    OpenForm(client, view_url("edit", car)).save(status="withdrawn")

    assert status_of(car) == Status.WITHDRAWN


def test_a_right_to_decide_for_another_site_is_none_for_this_one(client, two_sites):
    both = [two_sites.our_site, two_sites.their_site]
    rights = {"change_vehicle": both, "withdraw_vehicle": two_sites.their_site}
    client.force_login(make_user("mixed", view_vehicle=both, **rights))

    own, theirs = two_sites.ours[1], two_sites.theirs[1]
    for vehicle in (own, theirs):
        OpenForm(client, view_url("edit", vehicle)).save(status="withdrawn")

    assert (status_of(own), status_of(theirs)) == (Status.AVAILABLE, Status.WITHDRAWN)


def test_who_may_decide_but_change_nothing_can_tick_vehicles(client, site, car):
    client.force_login(make_user("owner", view_vehicle=site, withdraw_vehicle=site))

    assert "bulk-action-checkbox" in client.get(view_url("list")).content.decode()


@pytest.mark.parametrize("may_withdraw", [True, False])
def test_merging_keeps_a_withdrawal_for_who_may_decide(client, site, car, may_withdraw):
    Vehicle.objects.filter(pk=car.pk).update(status=Status.WITHDRAWN)
    synced = Vehicle.objects.create(
        site=site, stock_number="N1", vin=VIN, source=Vehicle.Source.EASYCARS
    )
    rights = ["view_vehicle", "change_vehicle", "delete_vehicle"]
    rights += ["withdraw_vehicle"] if may_withdraw else []
    client.force_login(make_user("clerk", **dict.fromkeys(rights, site)))
    url = reverse("easycars:merge_vehicles", args=[car.pk, synced.pk])

    assert ('value="status"' in client.get(url).content.decode()) == may_withdraw
    client.post(url, {"keep": ["status"]})

    assert status_of(synced) == (Status.WITHDRAWN if may_withdraw else Status.AVAILABLE)

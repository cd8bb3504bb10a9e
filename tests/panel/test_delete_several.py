"""Vehicles that staff tick in the list to delete them at once."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from wagtail_easycars.models import Vehicle
from wagtail_easycars.pages.models import VehiclePage

from .conftest import view_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_by_hand(enter):
    enter(stock_number="TRADE-1")
    enter(stock_number="TRADE-2")
    return list(Vehicle.objects.filter(source=Vehicle.Source.MANUAL))


def url_to_delete(vehicles):
    url = reverse("wagtail_bulk_action", args=["wagtail_easycars", "vehicle", "delete"])
    ticked = [("id", vehicle.pk) for vehicle in vehicles]
    return f"{url}?{urlencode([*ticked, ('next', view_url('list'))])}"


def test_vehicles_entered_by_hand_go_with_their_pages_and_leave_a_trace(
    client, two_by_hand, admin_user
):
    url = url_to_delete(two_by_hand)
    confirmation = client.get(url).content.decode()
    assert "Yes, delete" in confirmation
    assert "prevent it from being deleted" not in confirmation

    html = client.post(url, follow=True).content.decode()

    assert "2 Vehicles deleted" in html
    assert not Vehicle.objects.exists()
    assert not VehiclePage.objects.exists()
    trace = ModelLogEntry.objects.filter(action="wagtail.delete")
    assert {entry.object_id for entry in trace} == {str(each.pk) for each in two_by_hand}
    assert {entry.user for entry in trace} == {admin_user}


def test_one_that_comes_from_easycars_is_named_with_what_to_do_and_none_is_deleted(
    client, two_by_hand, vehicle
):
    url = url_to_delete([*two_by_hand, vehicle])

    html = client.get(url).content.decode()

    assert "Vehicles that come from EasyCars cannot be deleted" in html
    assert f"{vehicle.stock_number}: {vehicle}" in html
    assert "Yes, delete" not in html
    client.post(url)
    assert Vehicle.objects.filter(pk__in=[each.pk for each in [*two_by_hand, vehicle]]).count() == 3
    assert vehicle.page.live

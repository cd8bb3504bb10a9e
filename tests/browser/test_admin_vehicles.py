"""Vehicles in the admin, as staff work with them: on a desktop, on a phone, in light and dark."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.urls import reverse

from tests.browser.conftest import DESKTOP, PHONE
from wagtail_easycars.models import EasyCarsSettings, Vehicle
from wagtail_easycars.publishing.publish import publish_vehicle

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def car(stocked_site):
    return Vehicle.objects.exclude(vin="").order_by("pk").first()


@pytest.fixture
def twin(stocked_site, car):
    twin = Vehicle.objects.create(
        site=stocked_site, stock_number="TRADE-1", vin=car.vin, make=car.make, price=9990
    )
    publish_vehicle(twin, EasyCarsSettings.for_site(stocked_site).inventory_page)
    return twin


@pytest.fixture
def open_admin(open_page, client, admin_user, live_server):
    def open_(url, viewport=DESKTOP, theme="light"):
        client.force_login(admin_user)
        page = open_page("/robots.txt", viewport=viewport, color_scheme=theme)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )
        page.goto(f"{live_server.url}{url}")
        return page

    return open_


def edit_url(vehicle):
    return reverse(Vehicle.snippet_viewset.get_url_name("edit"), args=[vehicle.pk])


def timeline_url(vehicle):
    return reverse("easycars:vehicle_timeline", args=[vehicle.pk])


def test_a_field_is_pinned_by_changing_it_and_released_with_one_click(open_admin, car):
    page = open_admin(edit_url(car))
    page.locator("#id_colour").fill("Midnight blue")
    page.get_by_role("button", name="Save").first.click()
    page.get_by_text("Colour will no longer follow EasyCars.").wait_for()
    page.goto(page.url.split("/admin/")[0] + edit_url(car))

    page.get_by_role("button", name="Follow EasyCars again: Colour").click()

    page.get_by_text("Colour: as EasyCars says, from now on.").wait_for()
    assert page.locator("#id_colour").input_value() == car.colour
    page.goto(page.url.split("/admin/")[0] + timeline_url(car))
    page.get_by_text("Follows EasyCars again: Colour").wait_for()


def test_two_vehicles_that_are_one_car_are_merged(open_admin, car, twin):
    page = open_admin(edit_url(twin))
    page.get_by_role("link", name="Compare and merge").click()
    page.get_by_label("Keep this: Price").check()
    page.get_by_role("button", name="Yes, merge").click()
    page.get_by_text("The two are one vehicle now").wait_for()
    assert page.locator("#id_price").input_value().startswith("9990")
    assert not Vehicle.objects.filter(pk=twin.pk).exists()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_hinders_anybody(open_admin, car, twin, violations, theme):
    Vehicle.objects.filter(pk=car.pk).update(pinned_fields=["price"])
    list_url = reverse(Vehicle.snippet_viewset.get_url_name("list"))
    merge_url = reverse("easycars:merge_vehicles", args=[twin.pk, car.pk])
    search_url = f"{reverse('easycars:timeline')}?q={car.vin}"
    page = open_admin(list_url, viewport=PHONE, theme=theme)
    root = page.url.removesuffix(list_url)
    for url in (list_url, edit_url(car), timeline_url(car), search_url, merge_url):
        page.goto(f"{root}{url}")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

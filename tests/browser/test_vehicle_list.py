"""The list of vehicles in the Wagtail admin, on a phone."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.urls import reverse

from wagtail_easycars.models import Vehicle

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def vehicle_list(open_page, client, admin_user, stocked_site, live_server):
    client.force_login(admin_user)
    page = open_page("/robots.txt")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    page.goto(f"{live_server.url}{reverse(Vehicle.snippet_viewset.get_url_name('list'))}")
    return page


def test_the_names_of_vehicles_get_the_most_of_a_narrow_screen(vehicle_list):
    names = vehicle_list.locator("table.listing tbody td.title")

    widths = [cell.bounding_box()["width"] for cell in names.all()]

    assert len(widths) == 50
    assert min(widths) > 0.5 * vehicle_list.viewport_size["width"]
    assert vehicle_list.evaluate("document.documentElement.scrollWidth <= innerWidth")

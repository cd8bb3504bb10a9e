"""What a buyer does, on a phone and at a desk."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import DESKTOP, PHONE
from wagtail_easycars.models import Vehicle

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("stocked_site")]


def count_of(page):
    heading = page.get_by_role("heading", name=re.compile(r"^\d+ vehicles?$"))
    return int(heading.inner_text().split()[0])


def fits(page):
    """Return whether nothing has to be scrolled sideways."""
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_buyer_on_a_phone_narrows_the_stock_down_to_a_vehicle(open_page, scripts):
    page = open_page(java_script_enabled=scripts)
    everything = count_of(page)
    page.goto(f"{page.url}?condition=demo&sort=price")
    demos = count_of(page)
    assert 0 < demos < everything
    page.get_by_role("article").first.get_by_role("link").click()
    page.wait_for_url(re.compile(r"/vehicles/.+/"))
    vehicle = Vehicle.objects.filter(condition="demo").order_by("price").first()
    assert vehicle.make in page.get_by_role("heading", level=1).inner_text()
    assert vehicle.stock_number in page.content()


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_pages_are_accessible_and_fit(open_page, violations, viewport, colours):
    listing = open_page(viewport=viewport, color_scheme=colours)
    assert violations(listing) == []
    assert fits(listing)
    listing.get_by_role("article").first.get_by_role("link").click()
    listing.wait_for_url(re.compile(r"/vehicles/.+/"))
    assert violations(listing) == []
    assert fits(listing)


def test_pictures_do_not_shift_what_is_read(open_page):
    page = open_page()
    page.evaluate(
        """() => {
            window.shift = 0;
            new PerformanceObserver((list) => {
                for (const entry of list.getEntries()) window.shift += entry.value;
            }).observe({type: "layout-shift", buffered: true});
        }"""
    )
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.shift") < 0.01


def test_script_from_the_feed_never_runs(open_page, sandbox, stocked_site):
    vehicle = Vehicle.objects.filter(description__icontains="<script").first()
    assert vehicle is not None
    page = open_page(f"/vehicles/{vehicle.page.slug}/")
    assert page.evaluate("document.querySelectorAll('[onclick]').length") == 0
    description = page.locator("[class*=description]")
    assert description.locator("script").count() == 0

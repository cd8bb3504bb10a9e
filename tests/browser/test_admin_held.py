"""The preview of a sync, and held withdrawals, as a manager uses them in the Wagtail admin."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.urls import reverse
from wagtail.models import Site

from tests.browser.conftest import DESKTOP, PHONE
from tests.conftest import connect, make_site
from tests.torture.feeds import plain_items
from wagtail_easycars.models import SyncRun, Vehicle
from wagtail_easycars.runs.lifecycle import create_run
from wagtail_easycars.stock.sync import sync_stock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(transactional_db, sandbox, live_server):
    """Seven of a dealer's ten vehicles are held, and the feed has one more by now."""
    Site.objects.all().delete()
    site = make_site("localhost", is_default=True)
    connect(site, sandbox.accounts["harbour"])
    items = plain_items(10)
    for stock in (items, items[:3]):
        sandbox.set_stock("harbour", stock)
        sync_stock(create_run(site, SyncRun.Kind.STOCK, trigger="command"))
    assert Vehicle.objects.held().count() == 7
    sandbox.set_stock(
        "harbour", [{**items[0], "Price": 9990}, *items[1:3], *plain_items(1, start=90)]
    )
    return site


@pytest.fixture
def visit(open_page, client, admin_user, site, live_server):
    """Return a function that opens a view of the admin about the site."""
    client.force_login(admin_user)
    cookie = {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": live_server.url,
    }

    def open_(view, **options):
        page = open_page(None, **options)
        page.context.add_cookies([cookie])
        page.goto(f"{live_server.url}{reverse(view)}?site={site.pk}")
        return page

    return open_


def held():
    return Vehicle.objects.held().count()


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_preview_comes_by_itself(visit, violations):
    page = visit("easycars:preview", viewport=DESKTOP)

    page.wait_for_selector("text=A sync would do this now")
    page.get_by_role("link", name="Changed: 1").click()

    row = page.locator("table.listing tbody tr")
    assert "$10,001" in row.inner_text()
    assert "$9,990" in row.inner_text()
    assert violations(page) == []


def test_one_is_taken_off_the_site_then_all_by_keyboard_alone(visit, violations):
    page = visit("easycars:held", viewport=DESKTOP)
    assert violations(page) == []

    press(page, page.get_by_role("link", name="Take “2015 Toyota Corolla” off the site").first)
    assert violations(page) == []
    press(page, page.get_by_role("button", name="Yes, take off the site"))
    page.wait_for_selector("text=1 vehicle has left the site.")
    assert held() == 6

    press(page, page.get_by_role("link", name="Take all off the site"))
    press(page, page.get_by_role("button", name="Yes, take off the site"))
    page.wait_for_selector("text=6 vehicles have left the site.")
    assert (held(), Vehicle.objects.listed().count()) == (0, 3)


def press(page, button):
    button.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_it_all_works_without_javascript(visit):
    page = visit("easycars:held", viewport=DESKTOP, java_script_enabled=False)
    page.get_by_role("checkbox", name="Tick 2015 Toyota Corolla").first.check()
    page.get_by_role("button", name="Keep the ticked ones").click()
    page.get_by_role("button", name="Yes, keep on the site").click()
    page.wait_for_selector("text=1 vehicle stays on the site.")
    assert held() == 6

    page = visit("easycars:preview", viewport=DESKTOP, java_script_enabled=False)
    page.get_by_role("button", name="Show the preview").click()
    page.wait_for_selector("text=A sync would do this now")


@pytest.mark.parametrize("view", ["easycars:held", "easycars:preview", "easycars:dashboard"])
def test_a_phone_shows_it_whole_in_the_dark(visit, violations, view):
    page = visit(view, viewport=PHONE, color_scheme="dark")
    if view == "easycars:preview":
        page.wait_for_selector("text=A sync would do this now")

    assert fits(page)
    assert violations(page) == []

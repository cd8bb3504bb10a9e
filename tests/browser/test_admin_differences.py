"""The differences between a site and EasyCars, as they are settled in the Wagtail admin."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.urls import reverse
from wagtail.models import Site

from tests.browser.conftest import DESKTOP, PHONE
from tests.conftest import connect, make_site
from tests.torture.feeds import plain_items
from wagtail_easycars.models import Difference, Lead, SyncRun, Vehicle
from wagtail_easycars.reconciliation.compare import compare_site
from wagtail_easycars.runs.lifecycle import create_run
from wagtail_easycars.stock.sync import sync_stock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(transactional_db, sandbox, live_server):
    """A site that differs from its dealer's account in each way."""
    Site.objects.all().delete()
    site = make_site("localhost", is_default=True)
    connect(site, sandbox.accounts["harbour"])
    items = plain_items(12)
    sandbox.set_stock("harbour", items)
    sync_stock(create_run(site, SyncRun.Kind.STOCK, trigger="command"))
    pinned = {"price": 9990, "description": "One owner, full history, drives like new. " * 6}
    Vehicle.objects.filter(stock_number="N0001").update(**pinned, pinned_fields=sorted(pinned))
    Vehicle.objects.get(stock_number="N0002").page.unpublish()
    Vehicle.objects.create(site=site, stock_number="TRADE-1", make="Mazda", model="3", year=2019)
    bad = {**plain_items(1, start=80)[0], "Price": "cheap"}
    changed = {**items[4], "Model": "Camry", "Cylinder": "4"}
    new = plain_items(2, start=90)
    sandbox.set_stock("harbour", [*items[:4], changed, *items[6:], *new, bad])
    Lead.objects.create(
        site=site,
        customer_name="Kim Lee",
        customer_email="kim@example.com",
        delivery=Lead.Delivery.REJECTED,
    )
    compare_site(create_run(site, SyncRun.Kind.COMPARISON, trigger="command"))
    return site


@pytest.fixture
def visit(open_page, client, admin_user, site, live_server):
    """Return a function that opens the list of differences."""
    client.force_login(admin_user)
    cookie = {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": live_server.url,
    }

    def open_(**options):
        page = open_page(None, **options)
        page.context.add_cookies([cookie])
        page.goto(f"{live_server.url}{reverse('easycars:differences')}")
        return page

    return open_


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_one_is_taken_by_keyboard_then_several_are_ignored(visit, violations):
    page = visit(viewport=DESKTOP)
    assert violations(page) == []

    row = page.locator("tr", has_text="Camry")
    row.get_by_role("button", name="More options").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Take theirs").last.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=1 detail becomes what EasyCars has")
    assert violations(page) == []
    page.get_by_role("button", name="Yes: Take theirs").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=1 difference settled.")
    assert Vehicle.objects.get(stock_number="N0005").model == "Camry"

    page.get_by_role("checkbox", name="Select all").first.check()
    page.get_by_role("link", name="Ignore the selected differences").click()
    page.get_by_role("button", name="Yes: Ignore").click()
    page.wait_for_selector("text=differences settled.")
    assert not Difference.objects.filter(decision="").exists()


def test_in_the_dark_and_on_a_phone_nothing_is_lost(visit, violations):
    dark = visit(viewport=DESKTOP, color_scheme="dark")
    assert violations(dark) == []

    phone = visit(viewport=PHONE)
    assert violations(phone) == []
    assert fits(phone)
    sides = phone.locator(".easycars-sides").first.bounding_box()
    assert sides["width"] > 0.6 * PHONE["width"]


def test_a_comparison_is_watched_until_it_ends(visit, site):
    page = visit(viewport=DESKTOP)
    page.get_by_role("button", name="Compare now").click()
    page.wait_for_selector("progress")

    run = SyncRun.objects.get(status=SyncRun.Status.QUEUED)
    compare_site(run)

    page.wait_for_selector(".messages >> text=known")
    page.get_by_role("button", name="Compare now").wait_for()

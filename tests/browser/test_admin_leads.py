"""A clerk works on leads in the Wagtail admin."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Site

from tests.browser.conftest import DESKTOP, PHONE
from tests.conftest import connect, make_site
from wagtail_easycars.models import Lead, SyncRun, Vehicle
from wagtail_easycars.runs.lifecycle import create_run
from wagtail_easycars.sandbox.catalogue import stock_of
from wagtail_easycars.stock.sync import sync_stock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KIM = {
    "customer_name": "Kim Nguyen",
    "customer_mobile": "0412 345 678",
    "kind": Lead.Kind.TEST_DRIVE,
    "interest": Lead.Interest.TEST_DRIVE,
    "message": "Could I drive it on Saturday morning?\nI live in Five Dock.",
}


@pytest.fixture
def site(transactional_db, sandbox, live_server):
    Site.objects.all().delete()
    site = make_site("localhost", is_default=True)
    connect(site, sandbox.accounts["harbour"], yard_codes="100")
    sandbox.set_stock("harbour", stock_of("harbour")[:3])
    sync_stock(create_run(site, SyncRun.Kind.STOCK, trigger=SyncRun.Trigger.COMMAND))
    return site


@pytest.fixture
def enquire(site):
    def save(**values):
        vehicle = Vehicle.objects.order_by("pk").first()
        return Lead.objects.create(site=site, vehicle=vehicle, **values)

    return save


@pytest.fixture
def refused(enquire):
    """A lead without an email address, which EasyCars does not take."""
    lead = enquire(**KIM)
    deliver()
    return lead


def deliver():
    call_command("easycars_sync", "leads", "--site", "localhost", "--json", stdout=StringIO())


@pytest.fixture
def open_admin(open_page, client, admin_user, live_server):
    def open_(view, *args, theme="light", **options):
        client.force_login(admin_user)
        page = open_page("/robots.txt", color_scheme=theme, **options)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )
        name = view if ":" in view else Lead.snippet_viewset.get_url_name(view)
        page.goto(f"{live_server.url}{reverse(name, args=args)}")
        return page

    return open_


def test_a_lead_that_was_refused_is_mended_and_sent_again(open_admin, refused, sandbox):
    page = open_admin("list", viewport=DESKTOP)
    page.get_by_role("link", name="Kim Nguyen").click()
    page.get_by_text("EasyCars takes no lead without a name").wait_for()
    page.get_by_label("Email").and_(page.locator("[type=email]")).fill("kim@example.com")
    page.get_by_role("button", name="Save").first.click()
    page.get_by_role("link", name="Send again").click()
    page.get_by_role("button", name="Send again").click()
    page.get_by_text("The enquiry is sent to EasyCars within minutes.").first.wait_for()
    deliver()

    [there] = sandbox.leads("harbour")
    assert (there["CustomerName"], there["CustomerEmail"]) == ("Kim Nguyen", "kim@example.com")


def test_a_quotation_is_made(open_admin, enquire, sandbox):
    lead = enquire(**KIM, customer_email="kim@example.com")
    deliver()
    page = open_admin("edit", lead.pk, viewport=DESKTOP)
    page.get_by_role("button", name="Actions").first.click()
    page.get_by_role("link", name="Make a quotation").click()
    page.get_by_label("Selling price").fill("38,990")
    page.locator("[name=rego_state]").select_option("NSW")
    page.get_by_role("button", name="Send to EasyCars").click()
    page.get_by_text(re.compile(r"EasyCars has quotation \d+")).first.wait_for()

    lead.refresh_from_db()
    assert lead.quote_number


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE])
def test_a_yard_with_a_long_name_stays_in_its_column(open_admin, enquire, viewport):
    lead = enquire(**KIM, customer_email="kim@example.com")
    deliver()
    lead.vehicle.yard_name = "Harbour City Motors Brookvale and Northern Beaches Commercial"
    lead.vehicle.save()
    page = open_admin("easycars:lead_quotation", lead.pk, viewport=viewport)

    assert page.locator("[name=yard_code]").evaluate(
        "select => select.offsetWidth <= select.closest('.easycars-lead-fields > *').clientWidth"
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pages_pass_axe_and_fit_a_phone(open_admin, refused, enquire, violations, theme):
    there = enquire(**{**KIM, "customer_email": "kim@example.com"})
    deliver()
    for view, *args in (
        ("list",),
        ("edit", refused.pk),
        ("inspect", there.pk),
        ("easycars:lead_send_again", refused.pk),
        ("easycars:lead_quotation", there.pk),
        ("delete", there.pk),
    ):
        page = open_admin(view, *args, viewport=PHONE, theme=theme)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), view
        assert violations(page) == [], view

"""A visitor writes to the dealer, and EasyCars has it."""

from __future__ import annotations

import re

import pytest
from django.core.management import call_command
from wagtail.models import Site

from tests.browser.conftest import DESKTOP, PHONE
from tests.conftest import connect, make_site
from wagtail_easycars.models import Lead, SyncRun, Vehicle
from wagtail_easycars.runs.lifecycle import create_run
from wagtail_easycars.sandbox.catalogue import stock_of
from wagtail_easycars.stock.sync import sync_stock

pytestmark = pytest.mark.browser

CONSENT = "You may use what I wrote to answer me."
SEND = re.compile("Send enquiry")


@pytest.fixture
def vehicle(transactional_db, sandbox, live_server, settings):
    """A vehicle of a dealer who asks for consent; browsers fill in forms in no time."""
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "ENQUIRY_MIN_SECONDS": 0}
    Site.objects.all().delete()
    site = make_site("localhost", is_default=True)
    connect(site, sandbox.accounts["harbour"], consent_text=CONSENT, consent_version="1")
    sandbox.set_stock("harbour", stock_of("harbour")[:1])
    sync_stock(create_run(site, SyncRun.Kind.STOCK, trigger=SyncRun.Trigger.COMMAND))
    return Vehicle.objects.get()


@pytest.fixture
def open_form(open_page, vehicle):
    def open_(**options):
        return open_page(vehicle.page.url, **options)

    return open_


def fill_in(page, *, name="Jo Citizen", email="jo@example.com"):
    page.get_by_label("Name").fill(name)
    page.get_by_label("Email", exact=True).and_(page.locator("[type=email]")).fill(email)
    page.locator("[name=phone]").fill("0412 345 678")
    page.get_by_label("Message").fill("Still there?")
    page.get_by_label(CONSENT).check()


def thanks(page):
    return page.get_by_role("heading", name="Thank you")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_what_a_visitor_writes_on_a_phone_is_a_lead_in_easycars(
    open_form, vehicle, sandbox, scripts
):
    page = open_form(viewport=PHONE, java_script_enabled=scripts)
    page.get_by_role("link", name="Send an enquiry").click()
    page.get_by_label("Test drive").check()
    fill_in(page)
    page.get_by_role("button", name=SEND).click()
    thanks(page).wait_for()
    known = len(sandbox.leads("harbour"))

    call_command("easycars_sync", "leads", "--site", "localhost")

    lead = Lead.objects.get()
    (sent,) = sandbox.leads("harbour")[known:]
    assert sent["ExternalID"] == str(lead.external_id)
    assert sent["StockNumber"] == vehicle.stock_number
    assert sent["VehicleInterest"] == Lead.Interest.TEST_DRIVE
    assert "Still there?" in sent["Notes"]
    assert lead.lead_number == sent["LeadNumber"]


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_form_mistakes_and_thanks_are_accessible_and_fit(open_form, violations, viewport, colours):
    page = open_form(viewport=viewport, color_scheme=colours)
    page.get_by_label("Sell or trade in").check()
    found = [violations(page)]
    fitting = [fits(page)]
    page.get_by_role("button", name=SEND).click()
    page.get_by_role("group", name=re.compile("Please look at this")).wait_for()
    found.append(violations(page))
    fitting.append(fits(page))
    page.get_by_label("Buy").check()
    fill_in(page)
    page.get_by_role("button", name=SEND).click()
    thanks(page).wait_for()
    found.append(violations(page))
    assert found == [[], [], []]
    assert all([*fitting, fits(page)])


def fits(page):
    """Return whether nothing has to be scrolled sideways."""
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_what_is_amiss_gets_the_focus_and_leads_to_its_field(open_form, scripts):
    page = open_form(java_script_enabled=scripts)
    fill_in(page, email="jo@")
    page.get_by_role("button", name=SEND).click()
    page.locator(".ec-problems:focus").wait_for()
    page.get_by_role("link", name=re.compile("Check the email")).click()
    assert page.locator("[type=email]:focus").input_value() == "jo@"
    assert page.get_by_label("Message").input_value() == "Still there?"


def test_the_own_vehicle_is_asked_for_only_where_it_is_needed(open_form):
    page = open_form()
    own = page.get_by_role("group", name="Your vehicle")
    assert not own.is_visible()
    for kind in ("Sell or trade in", "Service"):
        page.get_by_label(kind).check()
        assert own.is_visible()
    page.get_by_label("Buy").check()
    assert not own.is_visible()


def test_the_button_to_the_form_does_not_cover_what_is_typed(open_form):
    page = open_form(viewport=PHONE)
    button = page.get_by_role("link", name="Send an enquiry")
    assert button.is_visible()
    page.get_by_label("Name").focus()
    assert not button.is_visible()


def test_a_double_click_sends_one_enquiry(open_form):
    page = open_form()
    fill_in(page)
    page.get_by_role("button", name=SEND).dblclick()
    thanks(page).wait_for()
    assert Lead.objects.count() == 1


def test_who_comes_back_after_a_correction_gets_the_form_and_no_question(open_form):
    page = open_form()
    fill_in(page, email="jo@")
    page.get_by_role("button", name=SEND).click()
    page.locator(".ec-problems").wait_for()
    page.locator("[type=email]").fill("jo@example.com")
    page.get_by_role("button", name=SEND).click()
    thanks(page).wait_for()
    page.go_back(wait_until="load")

    assert page.get_by_role("button", name=SEND).is_visible()
    page.reload()
    assert page.locator(".ec-problems").count() == 0
    assert Lead.objects.count() == 1


def test_what_is_left_of_a_long_message_is_counted(open_form):
    page = open_form()
    counter = page.get_by_role("region", name="Send an enquiry").get_by_role("status")
    page.get_by_label("Message").fill("m" * 3990)
    assert counter.inner_text() == "10 characters left"
    page.get_by_label("Message").fill("m" * 4005)
    assert counter.inner_text() == "5 characters too many"

"""The settings in the admin: credentials are tried before they are saved."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from tests.browser.conftest import DESKTOP, PHONE
from tests.conftest import connect, make_site
from wagtail_easycars.models import EasyCarsSettings
from wagtail_easycars.sandbox.catalogue import stock_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

WRONG = "wrong-secret-5d0a1c7e9b34"
RESULT = "[data-easycars-announcement]"


@pytest.fixture
def dealer(transactional_db, sandbox, live_server):
    """A site on which somebody has entered all but the right client secret."""
    cache.clear()
    Site.objects.all().delete()
    site = make_site("localhost", is_default=True)
    sandbox.set_stock("harbour", stock_of("harbour"))
    return connect(site, sandbox.accounts["harbour"], stock_client_secret=WRONG, yard_codes="999")


@pytest.fixture
def open_settings(open_page, dealer):
    user = get_user_model().objects.create_superuser("owner", "owner@example.com", "owner")
    client = Client()
    client.force_login(user)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    cookies = [{**cookie, "domain": "localhost", "path": "/"}]
    names = ["wagtail_easycars", "easycarssettings", dealer.site_id]
    path = reverse("wagtailsettings:edit", args=names)

    def open_(viewport=DESKTOP, **options):
        state = {"cookies": cookies, "origins": []}
        return open_page(path, viewport, storage_state=state, **options)

    return open_


def get_test_button(page):
    return page.get_by_role("button", name="Test connection")


def test_a_wrong_secret_is_found_out_mended_and_saved(open_settings, dealer, sandbox):
    page = open_settings()
    status = page.locator("[data-easycars-test-connection-target=announcement]")

    get_test_button(page).press("Enter")
    page.wait_for_selector(RESULT)

    assert "did not accept the client ID and client secret" in status.text_content()
    assert page.get_by_text("StockService/RequestToken").is_hidden()
    page.get_by_text("Technical detail").click()
    assert page.get_by_text("StockService/RequestToken").is_visible()

    secret = sandbox.accounts["harbour"].stock_client_secret
    page.get_by_label("Client secret", exact=True).fill(secret)
    get_test_button(page).press("Enter")
    page.get_by_text("advertises 63 vehicles").wait_for()

    assert status.text_content() == "The connection works."
    assert get_test_button(page).evaluate("button => document.activeElement === button")
    assert page.get_by_text("999 is not among the known yards.").is_visible()
    assert EasyCarsSettings.objects.get().stock_client_secret == WRONG

    page.get_by_label("Harbour City Motors Brookvale (200): 26 vehicles").check()
    page.get_by_label("Codes of other yards").fill("")
    page.get_by_label("Stock schedule").select_option(label="Every hour")
    page.get_by_label("Lead schedule").select_option(
        label="At set times of the day, or at another interval"
    )
    page.get_by_label("Times, or another interval").locator("visible=true").fill("6:00, 18:00")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("EasyCars updated.").wait_for()

    saved = EasyCarsSettings.objects.get()
    assert saved.stock_client_secret == secret
    assert saved.yard_codes == "200"
    assert (saved.stock_schedule, saved.lead_schedule) == ("1h", "06:00,18:00")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barriers_are_found(open_settings, violations, scheme):
    page = open_settings(color_scheme=scheme)
    get_test_button(page).click()
    page.wait_for_selector(RESULT)

    assert violations(page) == []


def test_a_phone_shows_the_result_without_being_moved_sideways(open_settings):
    page = open_settings(PHONE)
    get_test_button(page).click()
    page.wait_for_selector(RESULT)
    page.get_by_text("Technical detail").click()

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_javascript_the_result_comes_in_a_tab_of_its_own(open_settings, sandbox):
    page = open_settings(java_script_enabled=False)
    page.get_by_label("Client secret", exact=True).fill(
        sandbox.accounts["harbour"].stock_client_secret
    )

    with page.expect_popup() as opened:
        get_test_button(page).click()

    result = opened.value
    assert result.get_by_text("The connection works.").is_visible()
    assert page.get_by_label("Client secret", exact=True).input_value()


def test_a_removal_is_asked_about(open_settings):
    page = open_settings()
    page.get_by_label("Client ID for leads").fill("")
    page.locator("#id_lead_client_secret-clear").check()
    page.get_by_role("button", name="Save").click()

    page.get_by_role("button", name="Yes, remove").click()
    page.get_by_text("EasyCars updated.").wait_for()

    assert not EasyCarsSettings.objects.get().lead_client_id

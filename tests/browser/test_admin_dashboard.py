"""The dashboard in the admin: a sync is started and watched to its end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from tests.browser.conftest import DESKTOP, PHONE
from tests.conftest import connect, make_site
from wagtail_easycars.flows import follow_up
from wagtail_easycars.models import SyncRun, SyncSchedule
from wagtail_easycars.panel.sync.start import start_sync
from wagtail_easycars.runs.lifecycle import create_run
from wagtail_easycars.sandbox.catalogue import generate
from wagtail_easycars.stock.sync import sync_stock

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

DASHBOARD = "/admin/easycars/"
# Nothing but the site itself, and nothing inline.
STRICT_POLICY = "default-src 'self'; img-src 'self' data: https:"


@pytest.fixture
def dealer(transactional_db, sandbox, live_server):
    """A site whose dealer has sixty cars in EasyCars, none of which is on the site yet."""
    Site.objects.all().delete()
    site = make_site("localhost", is_default=True)
    connect(site, sandbox.accounts["harbour"])
    sandbox.set_stock("harbour", generate(60, seed=3))
    return site


@pytest.fixture
def signed_in():
    user = get_user_model().objects.create_superuser("owner", "owner@example.com", "owner")
    client = Client()
    client.force_login(user)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    return {"cookies": [{**cookie, "domain": "localhost", "path": "/"}], "origins": []}


@pytest.fixture
def open_dashboard(open_page, dealer, signed_in):
    def open_(viewport=DESKTOP, **options):
        return open_page(DASHBOARD, viewport, storage_state=signed_in, **options)

    return open_


@pytest.fixture
def open_with_clock(open_page, dealer, signed_in, live_server):
    """Open the dashboard in a browser whose time passes when the test says so; count its polls."""

    def open_():
        page = open_page(None, DESKTOP, storage_state=signed_in)
        looks = []
        page.on("request", lambda request: looks.append(request.url) if is_look(request) else None)
        page.clock.install(time=0)
        page.clock.pause_at(1)
        page.goto(f"{live_server.url}{DASHBOARD}")
        return page, looks

    return open_


def hurry(page):
    page.eval_on_selector(
        "[data-controller='easycars-sync']",
        "element => { element.dataset.easycarsSyncIntervalValue = 150 }",
    )


def test_a_sync_is_started_and_watched_to_its_end(open_dashboard, settings):
    from playwright.sync_api import expect

    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "BATCH_SIZE": 20}
    page = open_dashboard()
    hurry(page)
    card = page.get_by_role("region", name="Stock")
    card.get_by_role("button", name="Sync stock now").press("Enter")
    expect(card.get_by_text("Waiting to begin")).to_be_visible()
    expect(card).to_be_focused()
    shown = []

    def look(run):
        if run.done < run.total:
            expect(card.get_by_text(f"{run.done} of 60 vehicles")).to_be_visible()
            expect(card.get_by_role("progressbar")).to_have_attribute("value", str(run.done))
            shown.append(run.done)

    run = SyncRun.objects.get()
    sync_stock(run, progress=look)
    assert shown == [20, 40]
    message = page.get_by_text("Stock: 60 new and 60 pages published.")
    expect(message).to_be_visible()
    expect(card.get_by_role("button", name="Sync stock now")).to_be_visible()


def test_what_a_sync_calls_for_is_shown_without_loading_the_page_again(open_dashboard, dealer):
    from playwright.sync_api import expect

    page = open_dashboard()
    hurry(page)
    page.get_by_role("button", name="Sync stock now").click()
    expect(page.get_by_text("Waiting to begin")).to_be_visible()
    run = SyncRun.objects.get()
    sync_stock(run)
    follow_up(run)
    pictures = page.get_by_role("region", name="Pictures")
    expect(pictures.get_by_role("progressbar")).to_be_visible()


def test_nobody_polls_where_nothing_is_under_way(open_with_clock):
    page, looks = open_with_clock()
    page.clock.run_for(60_000)
    assert looks == []


def test_a_page_that_nobody_looks_at_does_not_poll(open_with_clock, dealer):
    create_run(dealer, "stock", trigger="schedule")
    page, looks = open_with_clock()
    look(page, after=2000)
    set_hidden(page, True)
    seen = len(looks)
    page.clock.run_for(60_000)
    assert len(looks) == seen
    with page.expect_response(is_look):
        set_hidden(page, False)


def test_polling_ends_soon_after_the_sync(open_with_clock, dealer):
    run = create_run(dealer, "stock", trigger="schedule")
    page, looks = open_with_clock()
    sync_stock(run)
    with page.expect_response(is_refresh):
        look(page, after=2000)
    page.get_by_role("button", name="Sync stock now").wait_for()
    look(page, after=2000)
    look(page, after=2000)
    page.clock.run_for(60_000)
    assert len(looks) == 3


def test_a_website_in_trouble_is_asked_ever_more_rarely(open_with_clock, dealer):
    create_run(dealer, "stock", trigger="schedule")
    page, looks = open_with_clock()
    page.route("**/sync/status/**", lambda route: route.fulfill(status=503))
    for pause in (2000, 4000, 8000):
        seen = len(looks)
        page.clock.run_for(pause - 1)
        assert len(looks) == seen
        look(page, after=1)


def test_it_works_under_a_strict_content_security_policy(open_page, dealer, signed_in, live_server):
    page = open_page(None, DESKTOP, storage_state=signed_in)

    def add_policy(route):
        response = route.fetch()
        headers = {**response.headers, "content-security-policy": STRICT_POLICY}
        route.fulfill(response=response, headers=headers)

    page.route("**/admin/**", add_policy)
    page.add_init_script(
        """window.refused = [];
        document.addEventListener("securitypolicyviolation", each => {
            window.refused.push(`${each.violatedDirective} ${each.sourceFile} ${each.sample}`);
        });"""
    )
    page.goto(f"{live_server.url}/admin/")
    refused_of_wagtail = page.evaluate("window.refused")
    page.goto(f"{live_server.url}{DASHBOARD}")
    page.get_by_role("button", name="Sync stock now").click()
    page.get_by_role("region", name="Stock").get_by_role("progressbar").wait_for()
    assert set(page.evaluate("window.refused")) <= set(refused_of_wagtail)


def test_without_javascript_the_state_is_shown_and_refreshed(open_dashboard, dealer):
    page = open_dashboard(java_script_enabled=False)
    page.get_by_role("button", name="Sync stock now").click()
    assert "Stock: the sync begins." in page.inner_text(".messages")
    card = page.locator("#easycars-sync-stock")
    assert "Waiting to begin" in card.inner_text()
    sync_stock(SyncRun.objects.get())
    card.get_by_role("link", name="Refresh").click()
    assert "60 new" in card.inner_text()


def test_a_run_that_nothing_begins_says_what_to_do(open_dashboard, dealer):
    run = create_run(dealer, "stock", trigger="schedule")
    SyncRun.objects.filter(pk=run.pk).update(queued_at=timezone.now() - timedelta(minutes=5))
    page = open_dashboard()
    card = page.get_by_role("region", name="Stock")
    assert "Ask whoever looks after the website" in card.inner_text()
    card.get_by_text("What they can do").press("Enter")
    assert card.get_by_text("manage.py qcluster").is_visible()


def test_a_refusal_is_a_message_and_leaves_the_page_as_it_is(open_dashboard, dealer, settings):
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "MANUAL_SYNC_LIMIT": 1}
    start_sync(dealer, "stock", user=None)
    SyncRun.objects.update(status="success")
    page = open_dashboard()
    button = page.get_by_role("button", name="Sync stock now")
    button.press("Enter")
    page.get_by_text("Try again in").wait_for()
    assert button.evaluate("button => button === document.activeElement")


def test_everybody_can_use_it(open_dashboard, dealer, violations):
    make_every_state(dealer)
    page = open_dashboard()
    page.get_by_role("progressbar").wait_for()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []
    page.set_viewport_size(PHONE)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def make_every_state(site):
    """A stock run at work, pictures that need a look, and leads that failed."""
    now = timezone.now()
    times = {"started_at": now - timedelta(minutes=6), "finished_at": now - timedelta(minutes=5)}
    SyncRun.objects.create(
        site=site,
        kind="images",
        trigger="schedule",
        status="warning",
        created=120,
        failed=2,
        error="2 pictures could not be stored.",
        **times,
    )
    SyncRun.objects.create(
        site=site,
        kind="leads",
        trigger="schedule",
        status="failed",
        error="EasyCars did not accept the account secret.\nCode 1",
        **times,
    )
    SyncSchedule.objects.create(site=site, kind="leads", schedule="15m", is_stopped=True)
    run = create_run(site, "stock", trigger="manual")
    SyncRun.objects.filter(pk=run.pk).update(
        status="running", heartbeat_at=now, done=120, total=480, seen=480
    )


def is_look(request_or_response):
    return "/sync/status/" in request_or_response.url


def is_refresh(response):
    return "/easycars/sections/" in response.url


def look(page, *, after):
    """Let so many milliseconds pass, and the page deal with the answer to its poll."""
    with page.expect_response(is_look):
        page.clock.run_for(after)
    page.evaluate("() => fetch('/robots.txt').then(response => response.text())")


def set_hidden(page, is_hidden):
    page.evaluate(
        """isHidden => {
            Object.defineProperty(document, "hidden", { value: isHidden, configurable: true });
            document.dispatchEvent(new Event("visibilitychange"));
        }""",
        is_hidden,
    )

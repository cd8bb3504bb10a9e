"""The sync history in the admin: looked up, narrowed, and read on any screen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from tests.browser.conftest import DESKTOP, PHONE
from tests.conftest import make_site
from wagtail_easycars.models import SyncRun
from wagtail_easycars.panel.history.links import get_history_url, get_run_url

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def owner(transactional_db):
    return get_user_model().objects.create_superuser("owner", "owner@example.com", "owner")


@pytest.fixture
def make_run(transactional_db, live_server):
    Site.objects.all().delete()
    site, now = make_site("localhost", is_default=True), timezone.now()
    ended = {"started_at": now - timedelta(seconds=40), "finished_at": now}

    def make(**values):
        defaults = {"site": site, "kind": "stock", "trigger": "schedule", "status": "success"}
        return SyncRun.objects.create(**defaults | ended | values)

    return make


@pytest.fixture
def last_run(make_run, owner):
    """A run that changed, withdrew and refused something, after others of every status."""
    make_run(kind="leads", status="failed", error="No access.\nGetStocks at host: refused")
    make_run(kind="images", status="running", done=12, total=480, finished_at=None)
    make_run(kind="images", status="queued", started_at=None, finished_at=None)
    run = make_run(
        trigger="manual", user=owner, status="warning", error="1 item failed.", updated=1
    )
    before = {"price": "32990.00", "description": ""}
    after = {"price": "31990.00", "description": "One careful owner. " * 30}
    run.changes.create(
        action="updated", reference="S1001", title="2020 Kia Rio", before=before, after=after
    )
    run.changes.create(action="withdrawn", reference="S1002", title="2019 Kia Cerato")
    run.changes.create(action="failed", reference="S1003", error="The item has no make.")
    return run


@pytest.fixture
def open_admin(open_page, owner):
    client = Client()
    client.force_login(owner)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    state = {"cookies": [{**cookie, "domain": "localhost", "path": "/"}], "origins": []}

    def open_(path, viewport=DESKTOP, **options):
        return open_page(path, viewport, storage_state=state, **options)

    return open_


def test_the_run_that_changed_a_vehicle_is_looked_up_by_keyboard(open_admin, last_run):
    page = open_admin(get_history_url())
    rows, search = page.locator(".listing tbody tr"), page.get_by_placeholder("Stock or lead")
    assert rows.count() == 4

    search.press_sequentially("S1")
    page.get_by_text("No sync has done anything to “S1”").wait_for()
    search.press_sequentially("001")
    page.get_by_role("link", name=str(last_run), exact=True).press("Enter")

    page.get_by_role("heading", name="What it did, record by record").wait_for()
    assert rows.count() == 3
    search.press_sequentially("1001")
    rows.nth(1).wait_for(state="detached")
    assert "$31,990" in rows.text_content()
    rows.locator("summary").press("Enter")
    assert rows.locator("details").evaluate("details => details.open")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_everybody_can_read_it(open_admin, last_run, violations, viewport):
    failed = SyncRun.objects.get(status="failed")

    for path in (get_history_url(), get_run_url(last_run.pk), get_run_url(failed.pk)):
        page = open_admin(path, viewport, color_scheme="light")
        assert violations(page) == [], path
        page.emulate_media(color_scheme="dark")
        assert violations(page) == [], path
        assert not page.evaluate(TOO_WIDE), path

"""A real Chromium in front of a site whose stock came through the sandbox.

What drives it is installed for these tests only, hence imported where it is used.
"""

from __future__ import annotations

import os
import shutil

import pytest
from wagtail.models import Site

from tests.conftest import connect, make_site
from wagtail_easycars.models import SyncRun
from wagtail_easycars.runs.lifecycle import create_run
from wagtail_easycars.sandbox.catalogue import stock_of
from wagtail_easycars.stock.sync import sync_stock

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
)


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    # Playwright runs an event loop in this thread, which Django's ORM would refuse to work beside.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, live_server):
    """Return a function that opens a path of the site, and fails the test on a script's error."""
    contexts, errors = [], []

    def open_(path="/vehicles/", viewport=PHONE, **options):
        context = chromium.new_context(viewport=viewport, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{live_server.url}{path}")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def stocked_site(transactional_db, sandbox, live_server):
    """The first dealer's whole catalogue, published on ``localhost``."""
    Site.objects.all().delete()
    site = make_site("localhost", is_default=True)
    connect(site, sandbox.accounts["harbour"])
    sandbox.set_stock("harbour", stock_of("harbour"))
    run = create_run(site, SyncRun.Kind.STOCK, trigger=SyncRun.Trigger.COMMAND)
    sync_stock(run)
    assert run.created == run.pages_created == 63
    return site


@pytest.fixture
def violations():
    """Return what axe finds on a page against WCAG 2.2 AA, by rule."""
    from axe_core_python.sync_playwright import Axe

    def find(page):
        options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
        return [violation["id"] for violation in Axe().run(page, options=options)["violations"]]

    return find

"""A real Chromium in front of a site whose stock came through the sandbox.

What drives it is installed for these tests only, hence imported where it is used.
"""

from __future__ import annotations

import os
import shutil
import threading
from urllib.parse import urlsplit

import pytest
from wagtail.images import get_image_model
from wagtail.models import Collection, Site

from tests.conftest import connect, make_site
from wagtail_easycars.images.sync import sync_images
from wagtail_easycars.models import SyncRun, Vehicle
from wagtail_easycars.presentation.pictures import WIDTHS
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
    """Return a function that opens a path of the site, and fails the test on a script's error.

    Without a path, the page is opened empty.
    """
    contexts, errors = [], []

    def open_(path="/vehicles/", viewport=PHONE, **options):
        context = chromium.new_context(viewport=viewport, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        if path is not None:
            page.goto(f"{live_server.url}{path}")
        return page

    yield open_
    for context in contexts:
        context.close()
    wait_for_last_answers()
    assert errors == []


def wait_for_last_answers():
    """Or the end of a test would empty tables that an answer to nobody is still reading."""
    for thread in threading.enumerate():
        if thread.name.endswith("(process_request_thread)"):
            thread.join(timeout=5)


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
def foreign_requests(open_page, live_server):
    """Open a page of which no request leaves the site; return the page and what was to leave it."""

    def open_(path, **options):
        page = open_page(None, **options)
        requests = []

        def refuse(route):
            requests.append(route.request.url)
            route.abort()

        page.route(lambda url: not url.startswith(live_server.url), refuse)
        page.goto(f"{live_server.url}{path}")
        return page, requests

    return open_


@pytest.fixture
def photographed(transactional_db, sandbox, live_server, settings, tmp_path):
    """A car with a video and seven pictures, all of them stored, on ``localhost``."""
    settings.MEDIA_ROOT = tmp_path
    settings.WAGTAIL_EASYCARS = {
        **settings.WAGTAIL_EASYCARS,
        "IMAGE_HOSTS": [urlsplit(sandbox.base_url).netloc],
    }
    # The tests before this one have emptied the tables.
    if not Collection.get_first_root_node():
        Collection.add_root(name="Root")
    Site.objects.all().delete()
    site = make_site("localhost", is_default=True)
    connect(site, sandbox.accounts["harbour"])
    stock = [item for item in stock_of("harbour") if item["StockNumber"] == "4110"]
    sandbox.set_stock("harbour", stock)
    sync_stock(create_run(site, SyncRun.Kind.STOCK, trigger=SyncRun.Trigger.COMMAND))
    run = create_run(site, SyncRun.Kind.IMAGES, trigger=SyncRun.Trigger.COMMAND)
    sync_images(run)
    assert run.created == 7
    make_renditions()
    return Vehicle.objects.get()


def make_renditions():
    """Make what a browser may ask for, as the server's threads cannot write side by side.

    The tests' SQLite is in memory, where a table that one thread writes is closed to the others.
    """
    for image in get_image_model().objects.all():
        for width in (width for width in (*WIDTHS, image.width) if width <= image.width):
            image.get_rendition(f"width-{width}|format-webp")


@pytest.fixture
def violations():
    """Return what axe finds on a page against WCAG 2.2 AA, by rule."""
    from axe_core_python.sync_playwright import Axe

    def find(page):
        options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
        return [violation["id"] for violation in Axe().run(page, options=options)["violations"]]

    return find

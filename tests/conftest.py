"""Fixtures: a site with its dealer's account in the sandbox, reached over real HTTP."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from wagtail.models import Locale, Page, Site

from tests import garbage, replay
from tests.migrated_database import copied_where_it_is_known
from wagtail_easycars.models import EasyCarsSettings, SyncRun
from wagtail_easycars.pages.models import InventoryPage
from wagtail_easycars.panel.policies import (
    lead_policy,
    run_policy,
    settings_policy,
    vehicle_policy,
)
from wagtail_easycars.runs.lifecycle import create_run
from wagtail_easycars.sandbox import Sandbox
from wagtail_easycars.sandbox.accounts import ACCOUNTS
from wagtail_easycars.stock.sync import sync_stock

garbage.let_pile_up()


def pytest_collection_finish():
    garbage.collect_what_is_new()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark what uses the database, so that it can be chosen where another database is tried."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if "db" in fixtures or item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.database)


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_blocker):
    """Create the test database as ``pytest-django`` does, from a copy where there is one."""
    garbage.let_pile_up()
    with django_db_blocker.unblock(), copied_where_it_is_known():
        request.getfixturevalue("django_db_setup")
    garbage.collect_what_is_new()


@pytest.fixture(autouse=True)
def forget_content_types():
    """Policies remember theirs, which have new keys after the flush that ends a committing test."""
    for policy in (vehicle_policy, lead_policy, run_policy, settings_policy):
        vars(policy).pop("_content_type", None)


@pytest.fixture(scope="session")
def sandbox_server():
    with Sandbox(port=0, catalogue=False) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(sandbox_server, settings):
    """An EasyCars with two empty accounts and no faults."""
    sandbox_server.heal()
    for name in sandbox_server.accounts:
        sandbox_server.set_stock(name, [])
    settings.WAGTAIL_EASYCARS = {
        **settings.WAGTAIL_EASYCARS,
        "API_BASE_URLS": {"test": sandbox_server.base_url, "production": sandbox_server.base_url},
    }
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    # It is shared by the tests of a process, and would hold the tokens of an earlier one.
    cache.clear()
    return sandbox_server


def make_site(hostname: str, *, is_default: bool = False) -> Site:
    Locale.objects.get_or_create(language_code="en-au")
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
    home = root.add_child(instance=Page(title=hostname, slug=hostname.replace(".", "-")))
    return Site.objects.create(hostname=hostname, root_page=home, is_default_site=is_default)


def connect(site: Site, account, **values) -> EasyCarsSettings:
    """Store the credentials of the sandbox's ``account`` for ``site``, with an inventory page."""
    settings = EasyCarsSettings.for_site(site)
    names = (
        "stock_client_id",
        "stock_client_secret",
        "lead_client_id",
        "lead_client_secret",
        "account_number",
        "account_secret",
    )
    for name in names:
        setattr(settings, name, getattr(account, name) or "")
    settings.environment = "test"
    settings.inventory_page = site.root_page.add_child(
        instance=InventoryPage(title="Vehicles", slug="vehicles")
    )
    for name, value in values.items():
        setattr(settings, name, value)
    settings.save()
    return settings


def _make_the_only_site() -> None:
    Site.objects.all().delete()
    make_site("harbour.example", is_default=True)


def _connect_the_only_site() -> None:
    connect(Site.objects.get(), ACCOUNTS["harbour"])


@pytest.fixture
def site(db) -> Site:
    replay.write(_make_the_only_site)
    return Site.objects.select_related("root_page").get()


@pytest.fixture
def easycars(site, sandbox) -> EasyCarsSettings:
    """The settings of ``site``, connected to the sandbox's first dealer."""
    replay.write(_connect_the_only_site)
    settings = EasyCarsSettings.objects.get(site=site)
    settings.site, settings.inventory_page = site, InventoryPage.objects.get()
    return settings


@pytest.fixture
def sync(easycars, django_capture_on_commit_callbacks):
    """Synchronise the site's stock, with what a commit would set off, and return the run."""

    def run_sync(settings: EasyCarsSettings = easycars) -> SyncRun:
        run = create_run(settings.site, SyncRun.Kind.STOCK, trigger=SyncRun.Trigger.COMMAND)
        with django_capture_on_commit_callbacks(execute=True):
            sync_stock(run)
        run.refresh_from_db()
        return run

    return run_sync

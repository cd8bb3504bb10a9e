"""Fixtures of the site with its own page model; run with ``--ds=tests.swapped.settings``.

The suite's own fixtures need the package's page types, which this site does without:

    pytest --ds=tests.swapped.settings --confcutdir=tests/swapped tests/swapped
"""

from __future__ import annotations

import pytest
from wagtail.models import Site

from tests.swapped.pagebase.models import BasePage
from wagtail_easycars.configuration import configure
from wagtail_easycars.models import EasyCarsSettings
from wagtail_easycars.sandbox import Sandbox


@pytest.fixture(scope="session")
def sandbox_server():
    with Sandbox(catalogue=False) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(sandbox_server, settings):
    settings.WAGTAIL_EASYCARS = {
        **settings.WAGTAIL_EASYCARS,
        "API_BASE_URLS": {"test": sandbox_server.base_url, "production": sandbox_server.base_url},
    }
    return sandbox_server


@pytest.fixture
def site(db) -> Site:
    Site.objects.all().delete()
    home = BasePage.get_first_root_node().add_child(instance=BasePage(title="Home", slug="start"))
    return Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)


@pytest.fixture
def easycars(site, sandbox) -> EasyCarsSettings:
    return configure(site, sandbox.accounts["harbour"].as_settings()).settings

import io
import json

import pytest
from django.core.management import call_command
from wagtail.models import Page, Site

from tests.client.leaks import everything_about, found_in
from tests.testapp.models import HomePage
from wagtail_easycars.models import EasyCarsSettings
from wagtail_easycars.pages.models import InventoryPage

ACCOUNT_SECRET = "6f1c2a7e-51f0-4b1c-9d53-0f6f3c8e1234"
ACCOUNT = {"account_number": "EC103815", "account_secret": ACCOUNT_SECRET}


def assert_no_leak(error):
    for text in everything_about(error):
        assert found_in(text, [ACCOUNT_SECRET]) == set()


@pytest.fixture
def make_site(db):
    def make(hostname, port=80):
        home = HomePage(title=hostname, slug=hostname.replace(".", "-"))
        Page.get_first_root_node().add_child(instance=home)
        return Site.objects.create(hostname=hostname, port=port, root_page=home)

    return make


@pytest.fixture
def site(make_site):
    return make_site("harbour.example")


@pytest.fixture
def inventory_page(site):
    return site.root_page.add_child(instance=InventoryPage(title="Stock", slug="stock"))


@pytest.fixture
def row(site):
    return EasyCarsSettings.objects.create(
        site=site,
        account_number="EC103815",
        account_secret=ACCOUNT_SECRET,
        secrets_set_at={"account_secret": "2027-03-03T01:00:00+00:00"},
    )


@pytest.fixture
def configure(site, tmp_path):
    """Runs the command with ``values`` in a file and returns what it printed."""

    def run(values, spec="harbour.example"):
        text = values if isinstance(values, str) else json.dumps(values)
        file = tmp_path / "values.json"
        file.write_text(text, encoding="utf-8")
        out = io.StringIO()
        call_command("easycars_configure", site=spec, source=str(file), stdout=out, stderr=out)
        return out.getvalue()

    return run


@pytest.fixture
def saved(site):
    return lambda: EasyCarsSettings.objects.get(site=site)

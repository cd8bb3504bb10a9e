import pytest
from wagtail.models import Page, Site

from wagtail_easycars.models import EasyCarsSettings

SECRET = "correct-horse-battery-staple"


@pytest.fixture
def make_row(db):
    def make(hostname, **fields):
        root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
        site = Site.objects.create(hostname=hostname, root_page=root)
        return EasyCarsSettings.objects.create(site=site, **fields)

    return make


@pytest.fixture
def row(make_row):
    return make_row("harbour.example", account_secret=SECRET)


@pytest.fixture
def stored(row):
    """What the database holds for the row's account secret now."""

    def read():
        return EasyCarsSettings.objects.values_list("account_secret", flat=True).get(pk=row.pk)

    return read


@pytest.fixture
def use_keys(settings):
    def use(*keys):
        settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "ENCRYPTION_KEYS": list(keys)}

    return use

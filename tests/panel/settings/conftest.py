from __future__ import annotations

import pytest
from django.core.cache import cache
from django.urls import reverse

from tests.conftest import connect, make_site
from tests.panel.people import make_user
from wagtail_easycars.models import EasyCarsSettings
from wagtail_easycars.sandbox.catalogue import generate

SECRETS = ("account_secret", "stock_client_secret", "lead_client_secret")
JSON = {"Accept": "application/json"}


@pytest.fixture
def other_site(easycars, sandbox):
    """A second dealer's site, with credentials of its own."""
    other = make_site("outback.example")
    connect(other, sandbox.accounts["outback"])
    return other


@pytest.fixture
def clerk(client, site):
    """A browser in which somebody is logged in who may change the settings of ``site`` only."""
    cache.clear()  # where it is counted how often they test
    client.force_login(make_user("clerk", change_easycarssettings=site))
    return client


@pytest.fixture
def stock(sandbox):
    items = generate(4, seed=4)
    for number, item in enumerate(items):
        item.update(YardCode="100" if number else "200", YardName="Five Dock" if number else "")
    sandbox.set_stock("harbour", items)
    return items


@pytest.fixture
def typed(easycars):
    """What a browser sends of the form as it is shown: the secrets are blank."""

    def data(**changes):
        names = ("environment", "account_number", "stock_client_id", "lead_client_id")
        shown = {name: getattr(easycars, name) for name in names}
        return {**shown, **dict.fromkeys(SECRETS, ""), "yard_codes": "", **changes}

    return data


@pytest.fixture
def send_test(clerk, easycars, typed):
    """Sends the form to be tested, as the script does."""

    def send(site=easycars.site, headers=JSON, **changes):
        return clerk.post(get_test_url(site), typed(**changes), headers=headers)

    return send


def get_test_url(site):
    return reverse("easycars:test_connection", args=[site.pk])


def get_settings_url(site):
    return reverse("wagtailsettings:edit", args=["wagtail_easycars", "easycarssettings", site.pk])


def get_secrets(settings: EasyCarsSettings):
    return [secret for name in SECRETS if (secret := getattr(settings, name).reveal())]

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from tests.conftest import connect, make_site
from tests.panel.people import make_user

URL = "/admin/easycars/"


@pytest.fixture
def other(sandbox):
    site = make_site("other.example")
    connect(site, sandbox.accounts["outback"])
    return site


@pytest.fixture
def sign_in(client):
    def sign(name="clerk", rights=(), **rights_on_sites):
        client.force_login(make_user(name, rights, **rights_on_sites))

    return sign


@pytest.fixture
def manager(sign_in, easycars):
    """Somebody who may do everything around syncs on the one site."""
    site = easycars.site
    sign_in(view_syncrun=site, start_syncrun=site, change_easycarssettings=site)


@pytest.fixture
def open_dashboard(client):
    def open_(site=None):
        response = client.get(URL, {"site": site.pk} if site else {})
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser")

    return open_

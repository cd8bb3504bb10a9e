"""Who sees a preview: whoever may start syncs of the site."""

from __future__ import annotations

import pytest

from tests.conftest import make_site
from tests.panel.people import make_user
from tests.panel.preview.conftest import PreviewPage

pytestmark = pytest.mark.django_db

METHODS = ["open", "ask"]


@pytest.mark.parametrize("method", METHODS)
def test_the_site_of_somebody_else_is_not_there(client, site, easycars, method):
    user = make_user("stranger", start_syncrun=make_site("outback.example"))
    client.force_login(user)

    assert getattr(PreviewPage(client, site), method)().status_code == 404


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("rights", [("view_syncrun",), ("view_vehicle", "withdraw_vehicle")])
def test_to_see_is_not_to_start(client, site, easycars, rights, method):
    client.force_login(make_user("clerk", **dict.fromkeys(rights, site)))

    response = getattr(PreviewPage(client, site), method)()

    assert (response.status_code, response.url) == (302, "/admin/")


def test_what_one_has_asked_for_another_site_does_not_show(client, admin_user, site, sync, sandbox):
    sync()
    client.force_login(admin_user)
    PreviewPage(client, site).ask()

    other = PreviewPage(client, make_site("outback.example")).open()

    assert "A sync would do this now" not in other.content.decode()

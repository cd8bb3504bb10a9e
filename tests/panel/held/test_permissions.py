"""Who decides on held withdrawals: whoever has that right for the site, and nobody else."""

from __future__ import annotations

import pytest

from tests.conftest import make_site
from tests.panel.held.conftest import HeldPages
from tests.panel.people import make_user
from tests.torture.state import listed_numbers

pytestmark = pytest.mark.django_db

VIEWS = ("list", "approve", "dismiss")


@pytest.fixture
def other_site(easycars):
    return make_site("outback.example")


def visit(pages, view, vehicles):
    if view == "list":
        return pages.list()
    asked = pages.ask(view, *vehicles)
    sent = pages.send(view, vehicle=[each.pk for each in vehicles])
    assert asked.status_code == sent.status_code or sent.redirect_chain
    return asked


def as_user(client, user, site):
    client.force_login(user)
    return HeldPages(client, site)


def test_the_site_of_somebody_else_is_not_there(client, site, other_site, quickly_held):
    user = make_user("stranger", withdraw_vehicle=other_site, view_vehicle=other_site)
    pages = as_user(client, user, site)

    assert {visit(pages, view, quickly_held).status_code for view in VIEWS} == {404}
    assert len(listed_numbers(site)) == 10


@pytest.mark.slow
@pytest.mark.parametrize(
    "rights", [("view_vehicle", "change_vehicle", "delete_vehicle"), ("start_syncrun",)]
)
def test_any_other_right_is_not_to_decide(client, site, quickly_held, rights):
    pages = as_user(client, make_user("clerk", **dict.fromkeys(rights, site)), site)

    for view in VIEWS:
        response = visit(pages, view, quickly_held)
        assert (response.status_code, response.url) == (302, "/admin/")
    assert len(listed_numbers(site)) == 10


def test_who_is_not_logged_in_is_asked_to(client, site, quickly_held):
    for view in VIEWS:
        response = visit(HeldPages(client, site), view, quickly_held)
        assert response.status_code == 302
        assert response.url.startswith("/admin/login/")
    assert len(listed_numbers(site)) == 10


def test_vehicles_of_another_site_cannot_be_named(client, site, other_site, quickly_held):
    user = make_user("stranger", withdraw_vehicle=other_site)

    as_user(client, user, other_site).send("approve", vehicle=[each.pk for each in quickly_held])

    assert len(listed_numbers(site)) == 10


def test_a_right_for_every_site_is_one_for_this_site(client, site, quickly_held):
    user = make_user("owner", rights=["withdraw_vehicle"])

    assert as_user(client, user, site).list().status_code == 200


def test_a_site_that_is_none_is_not_found(client, admin_user, site):
    client.force_login(admin_user)

    for value in ("", "x", "0", "99999", "1 OR 1=1", "²"):
        assert client.get("/admin/easycars/held/", {"site": value}).status_code == 404


def test_without_a_site_it_is_the_first_to_decide_for(client, site, other_site, quickly_held):
    user = make_user("manager", withdraw_vehicle=other_site)
    client.force_login(user)

    response = client.get("/admin/easycars/held/")

    assert response.context["site"] == other_site


def test_who_may_not_see_runs_is_not_led_to_them(client, site, quickly_held):
    user = make_user("manager", withdraw_vehicle=site)
    pages = as_user(client, user, site)

    response = pages.confirm(pages.ask("approve", quickly_held[0]))

    assert "See the run" not in response.content.decode()

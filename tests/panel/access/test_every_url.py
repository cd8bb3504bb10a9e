"""Every address of ours in the admin, opened by everybody.

``TABLE`` says which right each needs. One that it does not name fails the first test.
"""

from __future__ import annotations

import pytest
from django.db import transaction
from django.urls import reverse

from tests.panel.access.decisions import fill
from tests.panel.access.table import CLOSED, TABLE
from tests.panel.access.urls import ALL_RIGHTS, names_of_ours, resolve
from tests.panel.access.world import HOSTILE, MARK, make_world
from tests.panel.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def ask(client, world):
    """Send what ``TABLE`` says of ``name``, and undo what came of it; return the response."""

    def send(name):
        address = TABLE[name]
        url = resolve(name, address, world)
        query = "&".join(f"{key}={fill(value, world)}" for key, value in address.query.items())
        data = {key: fill(value, world) for key, value in address.data.items()}
        sid = transaction.savepoint()
        try:
            send_request = getattr(client, address.method)
            address_with_query = f"{url}?{query}" if query else url
            if address.method == "get":
                return send_request(address_with_query, headers=address.headers)
            return send_request(address_with_query, data, headers=address.headers)
        finally:
            transaction.savepoint_rollback(sid)

    return send


def outcome(response):
    """Return what came of a request: 'login', 'denied', 'nothing' or 'done'."""
    if response.status_code == 302 and response.url.startswith(reverse("wagtailadmin_login")):
        return "login"
    home = reverse("wagtailadmin_home")
    if response.status_code == 403 or (response.status_code == 302 and response.url == home):
        return "denied"
    if response.status_code == 404:
        return "nothing"
    # 400 is for whoever got in, and sent something that makes no sense.
    is_done = response.status_code < 400 or response.status_code == 400
    return "done" if is_done else f"error {response.status_code}"


def opened(response, address):
    """Return what came of a request that should have come to nothing; else nothing."""
    what = outcome(response)
    is_empty = address.is_open_but_empty and not shows_the_harbour(response)
    return "" if what in ("denied", "nothing") or is_empty else what


def shows_the_harbour(response):
    return MARK in response.getvalue().decode().lower()


def runs_script_of_strangers(response):
    if not response["Content-Type"].startswith("text/html"):
        return False
    html = response.getvalue().decode().lower()
    return HOSTILE in html or 'href="javascript:' in html


def is_private(response):
    return {"private", "no-store"} <= set(response["Cache-Control"].split(", "))


def test_the_table_names_every_address():
    named = {address.view or name for name, address in TABLE.items()} - {"wagtailsettings:edit"}

    assert named | CLOSED == names_of_ours()


def test_what_nobody_may_do_is_closed_to_administrators_too(client, admin_user):
    client.force_login(admin_user)

    assert {outcome(client.get(reverse(name))) for name in CLOSED} <= {"denied", "nothing"}


def test_nobody_gets_anywhere_without_logging_in(ask):
    found = {name: outcome(ask(name)) for name in TABLE}

    assert {name for name, what in found.items() if what not in ("login", "denied")} == set()


def test_colleagues_without_a_right_of_ours_get_nowhere(ask, client):
    client.force_login(make_user("editor"))

    assert {name: what for name in TABLE if (what := opened(ask(name), TABLE[name]))} == {}


@pytest.mark.slow
def test_the_right_for_the_site_opens_it(ask, client, world):
    found = {}
    for rights in {address.opens for address in TABLE.values()}:
        client.force_login(make_user("-".join(rights), **dict.fromkeys(rights, world.site)))
        for name, address in TABLE.items():
            if address.opens == rights:
                found[name] = outcome(ask(name))

    assert {name: what for name, what in found.items() if what != "done"} == {}


@pytest.mark.slow
def test_a_site_is_called_by_its_name_and_not_the_default(ask, client, admin_user):
    client.force_login(admin_user)
    # Wagtail's own choice of a site, and its own way to name them.
    names = [name for name in TABLE if name != "settings"]

    assert [name for name in names if "[default]" in ask(name).getvalue().decode()] == []


@pytest.mark.slow
def test_all_other_rights_for_the_site_do_not(ask, client, world):
    found = {}
    for needed in {address.needed for address in TABLE.values()}:
        others = [right for right in ALL_RIGHTS if right not in needed]
        client.force_login(make_user("no-" + "-".join(needed), **dict.fromkeys(others, world.site)))
        for name, address in TABLE.items():
            if address.needed == needed:
                found[name] = opened(ask(name), address)

    assert {name: what for name, what in found.items() if what} == {}


def test_staff_of_another_site_find_nothing_of_this_one(ask, client, world):
    client.force_login(make_user("hills", **dict.fromkeys(ALL_RIGHTS, world.other.site)))

    leaks = set()
    for name, address in TABLE.items():
        response = ask(name)
        if address.is_about_one_site and opened(response, address):
            leaks.add(name)
        if shows_the_harbour(response):
            leaks.add(f"{name} shows it")

    assert leaks == set()


@pytest.mark.slow
def test_administrators_get_everywhere_and_find_no_script_of_strangers(ask, client, admin_user):
    client.force_login(admin_user)
    responses = {name: ask(name) for name in TABLE}
    found = {name: outcome(response) for name, response in responses.items()}

    assert {name: what for name, what in found.items() if what != "done"} == {}
    assert {name for name, each in responses.items() if runs_script_of_strangers(each)} == set()
    # Nothing personal is kept by a browser or on the way to it.
    assert {name for name, each in responses.items() if not is_private(each)} == set()

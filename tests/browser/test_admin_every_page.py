"""Every page of ours in the admin, for people who see or hear it otherwise, and on a phone."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.conf import settings

from tests.browser.conftest import DESKTOP, PHONE
from tests.panel.access.decisions import fill
from tests.panel.access.table import TABLE
from tests.panel.access.urls import resolve
from tests.panel.access.world import make_world

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

IS_WHOLE = """() => {
    const name = document.querySelector(".w-breadcrumbs li:last-child .w-breadcrumbs__sublabel");
    const isSeen = name && name.checkVisibility();
    const edge = document.querySelector("[data-w-breadcrumbs]").getBoundingClientRect().right;
    return !isSeen || name.getBoundingClientRect().right <= edge;
}"""
IS_APART_FROM_THE_EDGE = """() => [...document.querySelectorAll("table.listing tbody td")].every(
    cell => cell.getBoundingClientRect().left >= 8
)"""
IS_PHONE_WIDE = "document.documentElement.scrollWidth <= innerWidth"

# What only a part of a page comes from, or a file.
PARTS = ("results", "sections", "status", "chosen", "choose", "exported")
# Their headers name a site.
VEHICLES = "wagtailsnippets_wagtail_easycars_vehicle:list"
OF_A_SITE = ("easycars:dashboard", "easycars:held", "easycars:approve_held", "easycars:preview")


def is_page(name):
    return TABLE[name].method == "get" and not any(part in name for part in PARTS)


PAGES = [name for name in TABLE if is_page(name)]


@pytest.fixture
def world(transactional_db, live_server, settings):
    world = make_world()
    world.site.site_name = "Harbour City Motors and Caravans"
    world.site.save()
    return world


@pytest.fixture
def visit(open_page, client, admin_user, world, live_server):
    """Return a function that opens pages one after the other, in one window."""
    client.force_login(admin_user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value

    def open_(names, **options):
        page = open_page(None, **options)
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
        )
        for name in names:
            address = TABLE[name]
            query = urlencode({key: fill(value, world) for key, value in address.query.items()})
            page.goto(f"{live_server.url}{resolve(name, address, world)}?{query}")
            yield name, page

    return open_


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_barriers(visit, violations, scheme):
    found = {
        name: violations(page) for name, page in visit(PAGES, viewport=DESKTOP, color_scheme=scheme)
    }

    assert {name: rules for name, rules in found.items() if rules} == {}


def test_no_page_is_wider_than_a_phone(visit):
    wide = [name for name, page in visit(PAGES, viewport=PHONE) if not page.evaluate(IS_PHONE_WIDE)]

    assert wide == []


def test_a_phone_shows_the_whole_name_of_a_site(visit):
    cut = [name for name, page in visit(OF_A_SITE, viewport=PHONE) if not page.evaluate(IS_WHOLE)]

    assert cut == []


def test_on_a_phone_the_list_of_vehicles_keeps_apart_from_the_edge(visit):
    [(_name, page)] = visit([VEHICLES], viewport=PHONE)

    assert page.evaluate(IS_APART_FROM_THE_EDGE)

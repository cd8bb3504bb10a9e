"""What a visitor of the two dealers' websites meets."""

import html
import re

import pytest

from tests.example_site.markup import Markup

# One demo serves all of them.
pytestmark = pytest.mark.xdist_group("demo")

PLACES = ("/", "/vehicles/", "/finance/", "/about/", "/contact/", "/nowhere/")


def test_each_hostname_is_a_dealer_of_its_own(harbour, outback):
    first, second = harbour.get("/").text, outback.get("/").text

    assert "Your next car is on the lot." in first
    assert 'href="tel:0255504100"' in first
    assert "brands/harbour.css" in first
    assert "Outback" not in first
    assert "Built for the long way round." in second
    assert 'href="tel:0770102300"' in second
    assert "brands/outback.css" in second
    assert "Harbour" not in second


def test_home_shows_the_latest_arrivals_with_their_pictures(harbour):
    page = harbour.get("/").text

    pictures = re.findall(r'<article class="ec-card">.*?<img src="([^"]+)"', page, re.DOTALL)
    assert page.count('<article class="ec-card">') == len(pictures) == 8
    # Of the feed until it is stored, then of this site.
    answer = harbour.get(html.unescape(pictures[0]))
    assert answer.headers["Content-Type"] in ("image/jpeg", "image/webp")


def test_quick_search_leads_to_the_filtered_listing(outback):
    page = outback.get("/vehicles/?make=&type=C&price_to=").text

    assert "6 vehicles" in page
    assert page.count('<article class="ec-card">') == 6


def test_a_vehicle_page_offers_to_call_and_to_write(outback):
    listing = outback.get("/vehicles/").text
    path = re.search(r'href="(/vehicles/[^"?]+/)"', listing)[1]

    page = outback.get(path).text

    actions = page[page.index('class="ec-actions"') : page.index('class="ec-yard"')]
    assert 'href="tel:0770102300"' in actions
    assert 'href="#ec-enquiry"' in actions
    assert 'action="/easycars/enquiry/?stock=' in page


def test_an_address_that_does_not_exist_gets_the_dealers_own_404(outback):
    answer = outback.get("/nowhere/")

    assert answer.status_code == 404
    assert "We took a wrong turn" in answer.text
    assert "Outback Trucks &amp; Caravans" in answer.text


@pytest.mark.parametrize("place", PLACES)
def test_no_page_needs_inline_styles_or_scripts(harbour, place):
    assert Markup(harbour.get(place).text).inline == []


@pytest.mark.slow  # "served" is not among its fixtures before it runs
@pytest.mark.parametrize("name", ["harbour", "outback"])
def test_nothing_that_home_leads_to_is_dead(name, request):
    visitor = request.getfixturevalue(name)
    own = {link.partition("#")[0] for link in Markup(visitor.get("/").text).links}
    own = {link for link in own if link.startswith("/")}

    dead = [link for link in sorted(own) if visitor.get(link).status_code != 200]

    assert len(own) > 20
    assert dead == []


def test_the_admin_asks_for_a_login(harbour):
    answer = harbour.get("/admin/login/")

    assert answer.status_code == 200
    assert 'name="password"' in answer.text

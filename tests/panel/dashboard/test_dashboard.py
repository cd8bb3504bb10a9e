"""The dashboard of a site: who sees it, and of which site."""

from __future__ import annotations

import pytest
from wagtail import hooks

from tests.conftest import make_site
from wagtail_easycars.panel.dashboard.section import Section
from wagtail_easycars.panel.policies import vehicle_policy

URL = "/admin/easycars/"


class TestSites:
    def test_of_one_site_there_is_nothing_to_choose(self, sign_in, open_dashboard, easycars, other):
        sign_in(view_syncrun=other)
        page = open_dashboard()
        assert page.select_one("#easycars-site-choice") is None
        assert page.select_one("#easycars-sync-stock")

    def test_of_several_one_is_shown_and_the_others_are_offered(
        self, sign_in, open_dashboard, easycars, other
    ):
        sign_in(view_syncrun=[easycars.site, other])
        make_site("third.example")
        page = open_dashboard(other)
        options = page.select("#easycars-site-choice option")
        assert [option.text for option in options] == [
            "harbour.example",
            "other.example",
        ]
        assert page.select_one("#easycars-site-choice option[selected]").text == "other.example"

    def test_the_site_of_the_address_comes_first(self, sign_in, client, easycars, other):
        sign_in(view_syncrun=[easycars.site, other])
        response = client.get(URL, headers={"host": "other.example"})
        assert response.context["site"] == other

    @pytest.mark.parametrize("value", ["x", "", "987654", "9" * 40])
    def test_what_is_no_site_is_not_found(self, manager, client, value):
        assert client.get(URL, {"site": value}).status_code == 404

    @pytest.mark.parametrize("url", [URL, f"{URL}sections/"])
    def test_another_dealers_site_is_not_found(self, manager, client, other, url):
        assert client.get(url, {"site": other.pk}).status_code == 404

    @pytest.mark.parametrize("url", [URL, f"{URL}sections/"])
    def test_who_may_see_nothing_of_it_is_turned_away(self, sign_in, client, easycars, url):
        sign_in()
        response = client.get(url)
        assert response.status_code == 302
        assert response.url == "/admin/"


class TestMenu:
    def test_leads_to_the_dashboard(self, manager, client):
        assert URL in get_menu_addresses(client)

    def test_offers_it_to_nobody_else(self, sign_in, client, easycars):
        sign_in()
        assert URL not in get_menu_addresses(client)


def get_menu_addresses(client):
    from wagtail_easycars.panel.menu import easycars_menu

    request = client.get("/admin/").wsgi_request
    return [item.url for item in easycars_menu.menu_items_for_request(request)]


class TestOwnSections:
    """What an agency registers by the hook ``register_easycars_dashboard_section``."""

    class Visits(Section):
        name = "visits"
        order = 50
        policy = vehicle_policy
        actions = ("view",)

        def render_html(self, parent_context=None):
            return f"Visits of {self.site.hostname}"

    @pytest.fixture(autouse=True)
    def registered(self):
        with hooks.register_temporarily(
            "register_easycars_dashboard_section", lambda: TestOwnSections.Visits
        ):
            yield

    def test_are_shown_in_their_place(self, sign_in, open_dashboard, easycars):
        sign_in(view_syncrun=easycars.site, view_vehicle=easycars.site)
        page = open_dashboard()
        names = [section["id"] for section in page.select("[id^=easycars-section-]")]
        assert names.index("easycars-section-visits") < names.index("easycars-section-sync")
        assert "Visits of harbour.example" in page.text

    def test_are_hidden_from_whom_their_policy_grants_nothing(self, manager, open_dashboard):
        assert "Visits of" not in open_dashboard().text

    def test_are_enough_to_have_a_dashboard(self, sign_in, open_dashboard, easycars):
        sign_in(view_vehicle=easycars.site)
        page = open_dashboard()
        assert "Visits of harbour.example" in page.text
        assert page.select_one("#easycars-sync-stock") is None


def test_the_sections_are_had_without_the_page_around_them(manager, client):
    html = client.get(f"{URL}sections/").content.decode()
    assert 'id="easycars-section-sync"' in html
    assert "<html" not in html

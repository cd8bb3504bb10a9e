"""A site's own page types, templates and blocks."""

import pytest
from django.http import HttpResponseRedirect, JsonResponse
from wagtail.models import Page

from tests.testapp.models import ShowroomPage, ShowroomVehiclePage
from wagtail_easycars.pages.models import VehiclePage
from wagtail_easycars.publishing.eligibility import reasons_against_bulk

OWN_TYPES = {
    "VEHICLE_PAGE_MODEL": "testapp.ShowroomVehiclePage",
    "INVENTORY_PAGE_MODEL": "testapp.ShowroomPage",
}


@pytest.fixture
def own_page_types(settings):
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, **OWN_TYPES}


@pytest.fixture
def own_templates(settings):
    """Set templates of the site that come before the package's, by name."""

    def set_templates(templates):
        backend = settings.TEMPLATES[0]
        loaders = [
            ("django.template.loaders.locmem.Loader", templates),
            "django.template.loaders.app_directories.Loader",
        ]
        options = {**backend["OPTIONS"], "loaders": loaders}
        settings.TEMPLATES = [{**backend, "APP_DIRS": False, "OPTIONS": options}]

    return set_templates


def test_they_list_and_show_vehicles_without_templates_of_their_own(
    own_page_types, publish, search, visit_vehicle
):
    vehicle = publish(stock_number="OWN")
    assert isinstance(vehicle.page, ShowroomVehiclePage)
    response = search()
    assert isinstance(response.context["page"], ShowroomPage)
    assert response.found == ["OWN"]
    assert "$20,000" in visit_vehicle(vehicle).html


def test_their_own_template_is_used_where_there_is_one_and_may_fill_a_block(
    own_page_types, publish, visit_vehicle, own_templates
):
    own_templates(
        {
            "testapp/showroom_vehicle_page.html": """
                {% extends "wagtail_easycars/vehicle_page.html" %}
                {% block vehicle_price %}<b>Call us</b>{% endblock %}
                {% block vehicle_actions %}<a href="tel:0291234567">Call</a>{% endblock %}
                {% block vehicle_contact %}{{ page.salesperson }}{% endblock %}
            """
        }
    )
    html = visit_vehicle(publish()).html
    assert "<b>Call us</b>" in html
    assert '<div class="ec-actions"><a href="tel:0291234567">Call</a></div>' in html
    assert "Ask for Five Dock" in html
    assert "drive away" not in html
    assert "50,000 km" in html


def test_one_line_puts_the_pages_into_a_sites_own_frame(
    publish, visit_vehicle, search, own_templates
):
    own_templates(
        {
            "base.html": """<title>{% block title %}{% endblock %}</title>
                {% block extra_css %}{% endblock %}<nav>Our site</nav>
                {% block content %}{% endblock %}{% block extra_js %}{% endblock %}""",
            "wagtail_easycars/base.html": '{% extends "base.html" %}',
        }
    )
    for html in (visit_vehicle(publish()).html, search().html):
        assert "<nav>Our site</nav>" in html
        assert "pages.css" in html
        assert "<title>" in html
        assert "$20,000" in html


def test_one_piece_can_be_replaced_everywhere(publish, visit_vehicle, search, own_templates):
    own_templates({"wagtail_easycars/includes/price.html": "<i>{{ price }}, no haggling</i>"})
    assert "<i>$20,000, no haggling</i>" in visit_vehicle(publish()).html
    assert "<i>$20,000, no haggling</i>" in search().html


def test_they_can_still_be_published_in_bulk():
    assert reasons_against_bulk(VehiclePage) == []
    assert reasons_against_bulk(ShowroomVehiclePage) == []


def test_vehicle_pages_are_not_offered_to_be_added_by_hand():
    assert not VehiclePage.is_creatable


@pytest.mark.parametrize("answer", [JsonResponse({}), HttpResponseRedirect("/elsewhere/")])
def test_a_route_of_their_own_may_answer_without_a_template(
    own_page_types, visit, inventory_page, monkeypatch, answer
):
    monkeypatch.setattr(Page, "serve", lambda *args, **kwargs: answer)
    response = visit("/vehicles/", make="KIA")
    assert response.status_code == answer.status_code

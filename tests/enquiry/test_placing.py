"""Where a site puts the form."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from tests.enquiry.conftest import FormReader, read_form
from wagtail_easycars.blocks import EnquiryBlock
from wagtail_easycars.leads.enquiry.checks import check_enquiry_checks
from wagtail_easycars.leads.enquiry.ticket import Ticket
from wagtail_easycars.models import Vehicle


@pytest.fixture
def page_context(site):
    """What a page's template has, on the site's home page."""
    request = RequestFactory().get("/contact/", headers={"host": site.hostname})
    return {"request": request, "page": site.root_page}


def test_a_streamfield_has_the_form_with_its_heading_and_kind(page_context):
    block = EnquiryBlock()
    value = block.to_python({"heading": "Book in", "introduction": "Soon?", "kind": "service"})
    html = block.render(value, page_context)
    assert "Book in" in html
    assert "Soon?" in html
    assert FormReader(html).values["kind"] == "service"


def test_the_tag_prints_the_form_anywhere_and_remembers_the_page(page_context, site):
    html = Template("{% load easycars_tags %}{% enquiry_form %}").render(Context(page_context))
    form = FormReader(html)
    assert form.action == "/easycars/enquiry/"
    assert form.values["kind"] == "other"
    assert Ticket.read(form.values["ticket"]).page_url == site.root_page.full_url


def test_the_form_stands_alone_at_an_address_of_its_own(see, publish, dealer):
    publish(stock_number="A 7/8")
    response = see("/easycars/enquiry/?stock=A+7%2F8&kind=test-drive")
    form = read_form(response)
    assert "2021 TOYOTA COROLLA" in response.content.decode()
    assert (form.action, form.values["kind"]) == (
        "/easycars/enquiry/?stock=A+7%2F8",
        "test-drive",
    )
    assert response["X-Robots-Tag"] == "noindex"


def test_a_vehicle_that_is_sold_has_no_form(see, publish, dealer):
    vehicle = publish()
    page = vehicle.page
    assert "data-ec-enquiry" in see(page.url).content.decode()
    Vehicle.objects.update(status=Vehicle.Status.SOLD)
    assert "data-ec-enquiry" not in see(page.url).content.decode()


def test_a_check_that_cannot_be_imported_is_warned_of(settings):
    assert check_enquiry_checks() == []
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "ENQUIRY_CHECKS": ["nowhere.check"]}
    [warning] = check_enquiry_checks()
    assert "'nowhere.check'" in warning.msg

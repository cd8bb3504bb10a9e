"""From the form on a page to the lead in the outbox."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.core.signing import b64_decode

from tests.enquiry.conftest import read_form
from wagtail_easycars.leads.privacy import erase_person
from wagtail_easycars.models import Lead, Vehicle

pytestmark = pytest.mark.usefixtures("dealer")


def test_an_enquiry_about_a_vehicle_is_a_lead_with_the_facts_of_now(send, publish, lead):
    vehicle = publish(stock_number="A77", special_price=Decimal(18_500), condition="new")
    page = vehicle.page
    response = send(page.url, phone="0412 345 678", preferred_contact="phone")
    assert response.status_code == 302
    found = lead()
    assert found.vehicle == vehicle
    assert (found.vehicle_make, found.vehicle_model) == ("TOYOTA", "COROLLA")
    assert (found.stock_number, found.vehicle_year, found.is_vehicle_new) == ("A77", 2021, True)
    assert found.vehicle_price == Decimal(18_500)
    assert found.vehicle_type == Lead.VehicleType.CAR
    assert found.source_page_url == page.full_url
    assert (found.customer_name, found.customer_email) == ("Jo Citizen", "jo@example.com")
    assert (found.customer_mobile, found.customer_phone) == ("0412 345 678", "")
    assert found.preferred_contact == "phone"
    assert found.message == "Still there?"
    assert found.delivery == Lead.Delivery.PENDING


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("buy", (Lead.Interest.BUY, None)),
        ("test-drive", (Lead.Interest.TEST_DRIVE, None)),
        ("finance", (Lead.Interest.BUY, Lead.FinanceStatus.YES)),
    ],
)
def test_kinds_are_what_easycars_calls_them(send, publish, lead, kind, expected):
    send(publish().page.url, kind=kind)
    assert (lead().interest, lead().finance_status) == expected


def test_finance_is_as_the_visitor_said(send, publish, lead):
    send(publish().page.url, finance="3")
    assert lead().finance_status == Lead.FinanceStatus.MAYBE


@pytest.mark.parametrize(
    ("kind", "interest"), [("sell", Lead.Interest.SELL), ("service", Lead.Interest.SERVICE)]
)
def test_to_sell_and_for_service_the_visitors_own_vehicle_is_the_leads(
    send, publish, lead, kind, interest
):
    send(
        publish(stock_number="A77").page.url,
        kind=kind,
        own_type="2",
        own_make="Honda",
        own_model="CB500",
        own_year="2018",
        own_rego="ABC 12D",
        own_odometer="84,500 km",
    )
    found = lead()
    assert (found.interest, found.vehicle, found.stock_number) == (interest, None, "")
    assert (found.vehicle_make, found.vehicle_model) == ("Honda", "CB500")
    assert (found.vehicle_year, found.vehicle_type) == (2018, Lead.VehicleType.MOTORBIKE)
    assert (found.vehicle_price, found.is_vehicle_new) == (None, False)
    assert (found.vehicle_registration, found.vehicle_odometer) == ("ABC 12D", 84_500)
    assert found.source_vehicle == "2021 TOYOTA COROLLA ASCENT (A77)"
    assert (found.message, found.kind) == ("Still there?", kind)


def test_the_own_vehicle_is_asked_for_where_it_is_needed(send):
    response = send(kind="sell")
    html = response.content.decode()
    for missing in ("make", "model", "year"):
        assert f"Enter the {missing} of your vehicle" in html
    assert not Lead.objects.exists()


def test_a_general_enquiry_has_no_vehicle(send, lead):
    send(kind="other")
    found = lead()
    assert (found.vehicle, found.vehicle_make, found.vehicle_year) == (None, "", None)
    assert found.source_page_url.endswith("/easycars/enquiry/")


def test_a_vehicle_that_is_gone_meanwhile_costs_no_enquiry(see, post, publish, lead):
    vehicle = publish()
    form = read_form(see(vehicle.page.url))
    vehicle.page.delete()
    Vehicle.objects.filter(pk=vehicle.pk).delete()
    response = post({**form.values, "name": "Jo", "email": "jo@example.com"}, form.action)
    assert response.status_code == 302
    assert lead().vehicle is None
    assert lead().source_page_url


def test_facts_longer_than_easycars_takes_are_cut_but_no_number_is(send, publish, lead):
    vehicle = publish(make="M" * 150, model="N" * 150, stock_number="S" * 21)
    send(vehicle.page.url)
    assert (len(lead().vehicle_make), len(lead().vehicle_model)) == (100, 50)
    assert lead().stock_number == ""


def test_the_thank_you_page_has_a_reference_and_nothing_of_the_person(send, see, publish, lead):
    vehicle = publish()
    response = send(vehicle.page.url)
    token = response.url.rstrip("/").rpartition("/")[2]
    said = b64_decode(token.partition(":")[0].encode()).decode()  # The rest is random letters.
    assert vehicle.page.url in said
    assert not re.search("jo|citizen", said, re.IGNORECASE)
    thanks = see(response.url)
    html = thanks.content.decode()
    reference = str(lead().external_id)[:4].upper()
    assert f"<strong>{reference}-" in html
    assert f'href="{vehicle.page.url}"' in html
    assert "Jo" not in html
    assert "no-store" in thanks["Cache-Control"]
    assert "noindex" in thanks["X-Robots-Tag"]


def test_a_made_up_thank_you_page_does_not_exist(see):
    assert see("/easycars/enquiry/thanks/made:up:address/").status_code == 404


def test_sent_twice_it_is_one_lead_and_both_are_thanked(see, post):
    form = read_form(see())
    values = {**form.values, "name": "Jo", "email": "jo@example.com"}
    first, second = post(values), post(values)
    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert Lead.objects.count() == 1


def test_sent_again_by_a_person_who_was_erased_meanwhile_it_is_a_lead_again(see, post):
    form = read_form(see())
    values = {**form.values, "name": "Jo", "email": "jo@example.com"}
    post(values)
    Lead.objects.update(delivery=Lead.Delivery.LOCAL)
    erase_person("jo@example.com")
    assert not Lead.objects.filter(customer_email="jo@example.com").exists()
    assert post(values).status_code == 302
    assert Lead.objects.filter(customer_email="jo@example.com").count() == 1


def test_two_visitors_of_one_cached_page_are_two_leads(see, post):
    form = read_form(see())
    for name in ("Jo", "Kim"):
        post({**form.values, "name": name, "email": f"{name}@example.com"})
    assert Lead.objects.count() == 2


def test_the_same_question_from_a_page_opened_anew_is_another_lead(send):
    send()
    send()
    assert Lead.objects.count() == 2


def test_neither_page_nor_answer_sets_a_cookie(see, send, publish):
    vehicle = publish()
    assert not see(vehicle.page.url).cookies
    assert not send(vehicle.page.url).cookies

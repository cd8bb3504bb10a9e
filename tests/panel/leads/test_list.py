"""The list of leads: what it says of each, and how one is found in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.panel.leads.conftest import text_of, url_of
from wagtail_easycars.models import Lead

pytestmark = pytest.mark.django_db


@pytest.fixture
def names(client):
    """Return who is in the list, narrowed by what the address says."""

    def read(**query):
        response = client.get(url_of("list_results"), query)
        assert response.status_code == 200
        soup = BeautifulSoup(response.content.decode(), "html.parser")
        return [title.get_text(strip=True) for title in soup.select("td.title a[href]:not(li a)")]

    return read


def test_it_says_who_wrote_about_what_and_how_far_it_has_got(client, clerk, enquire):
    enquire(
        customer_name="Kim Nguyen",
        kind=Lead.Kind.TEST_DRIVE,
        stock_number="A77",
        possibly_double=True,
    )
    text = text_of(client.get(url_of("list")))

    for fact in ("Kim Nguyen", "Possibly double", "Waiting", "Test drive", "2021 Toyota Corolla"):
        assert fact in text
    assert "A77" in text


@pytest.mark.parametrize(
    "wanted",
    ["kim", "Nguyen Kim", "kim@example.com", "0412 345 678", "0412345678", "A77", "000017"],
)
def test_a_lead_is_found_by_what_staff_have_in_hand(clerk, enquire, names, wanted):
    enquire(
        customer_name="Kim Nguyen",
        customer_email="kim@example.com",
        customer_mobile="0412 345 678",
        stock_number="A77",
        lead_number="000017",
    )
    enquire(customer_name="Jo Citizen")

    assert names(q=wanted) == ["Kim Nguyen"]


@pytest.mark.parametrize("form", [str, str.lower, lambda text: text.replace("-", "")])
def test_a_lead_is_found_by_the_reference_that_its_visitor_has(clerk, enquire, names, form):
    lead = enquire(customer_name="Kim Nguyen")
    enquire(customer_name="Jo Citizen")

    assert names(q=form(lead.reference)) == ["Kim Nguyen"]


def test_it_is_narrowed_to_what_needs_a_person(clerk, refused, names, delivered):
    other = delivered(customer_name="Jo Citizen")

    assert names(needs_a_person="true") == ["Kim Nguyen"]
    assert names(needs_a_person="false") == ["Jo Citizen"]
    Lead.objects.filter(pk=other.pk).update(easycars_status=Lead.Status.WON)
    assert len(names(needs_a_person="true")) == 2


def test_one_that_goes_by_mail_only_needs_nobody(clerk, enquire, deliver, names):
    enquire(vehicle_make="", vehicle_model="")
    deliver()

    assert Lead.objects.get().delivery == Lead.Delivery.LOCAL
    assert names(needs_a_person="true") == []


def test_a_held_lead_needs_a_person_while_its_site_holds_such(clerk, easycars, held, names):
    assert names(needs_a_person="true") == [held.customer_name]
    easycars.uncertain_leads = "resend"
    easycars.save()
    assert names(needs_a_person="true") == []


@pytest.mark.parametrize(
    "query",
    [
        {"delivery": "rejected"},
        {"status": "50"},
        {"kind": "sell"},
        {"rating": "3"},
        {"created_at_to": "2020-12-31"},
    ],
)
def test_it_is_narrowed_by_what_it_shows(clerk, enquire, names, query):
    lead = enquire(
        customer_name="Kim Nguyen", delivery="rejected", status=50, kind="sell", rating=3
    )
    Lead.objects.filter(pk=lead.pk).update(created_at=timezone.now() - timedelta(days=4000))
    enquire(customer_name="Jo Citizen")

    assert names() == ["Jo Citizen", "Kim Nguyen"]
    assert names(**query) == ["Kim Nguyen"]


def test_nobody_adds_a_lead(client, admin_user, easycars):
    client.force_login(admin_user)
    assert url_of("add") not in client.get(url_of("list")).content.decode()
    assert client.get(url_of("add")).status_code == 302


def test_its_queries_do_not_grow_with_the_leads(client, clerk, enquire, held):
    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(url_of("list"))
        return len(queries)

    count()
    few = count()
    for _each in range(20):
        enquire()
    assert count() == few


def test_a_name_is_text_and_nothing_else(client, clerk, enquire):
    enquire(customer_name="<script>alert(1)</script>")
    assert "<script>alert" not in client.get(url_of("list")).content.decode()

"""What the form was shown for is gone by the time that it is sent, or before it is shown."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import signing
from django.utils import timezone

from tests.conftest import make_site
from tests.enquiry.conftest import ANSWERS, URL, read_form
from wagtail_easycars.leads.enquiry.ticket import SALT, issue_ticket
from wagtail_easycars.models import Lead, Vehicle

pytestmark = pytest.mark.usefixtures("dealer")


def withdraw(vehicle, *, at):
    Vehicle.objects.filter(pk=vehicle.pk).update(status=Vehicle.Status.WITHDRAWN, withdrawn_at=at)


def test_a_form_of_a_site_that_is_gone_asks_to_be_sent_again_to_this_one(see, post, site):
    former = make_site("former.example")
    ticket = str(issue_ticket(former.pk))
    former.delete()
    form = read_form(see())
    response = post({**form.values, "ticket": ticket, "name": "Jo", "email": "jo@example.com"})

    assert response.status_code == 200
    assert "send it once more" in response.content.decode()
    again = read_form(response)
    assert post(again.values).status_code == 302
    assert Lead.objects.get().site == site


@pytest.mark.parametrize(
    "ticket",
    [
        {"site_id": 1, "form_id": "a", "issued_at": 1, "a_field_of_before": "x"},
        {"form_id": "a", "issued_at": 1},
        ["no", "ticket"],
    ],
)
def test_a_cached_form_of_another_release_asks_to_be_sent_again(see, post, ticket):
    form = read_form(see())
    signed = signing.dumps(ticket, salt=SALT, compress=True)
    response = post({**form.values, **ANSWERS, "ticket": signed})

    assert response.status_code == 200
    assert "send it once more" in response.content.decode()
    assert post(read_form(response).values).status_code == 302
    assert Lead.objects.get().message == "Still there?"


def test_what_is_withdrawn_is_not_shown_by_its_number(see, publish):
    vehicle = publish(stock_number="A77")
    withdraw(vehicle, at=timezone.now() - timedelta(days=1))

    assert "COROLLA" not in see(f"{URL}?stock=A77").content.decode()


def test_who_had_the_form_open_when_a_vehicle_was_withdrawn_still_asks_about_it(see, post, publish):
    vehicle = publish(stock_number="A77")
    form = read_form(see(vehicle.page.url))
    withdraw(vehicle, at=timezone.now() + timedelta(seconds=1))
    post({**form.values, "name": "Jo", "email": "jo@example.com"}, form.action)

    assert Lead.objects.get().vehicle == vehicle

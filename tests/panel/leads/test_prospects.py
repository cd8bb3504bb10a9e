"""What a lead's page promises is what happens."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.leads.changing import change
from tests.panel.leads.conftest import text_of, url_of
from wagtail_easycars.models import EasyCarsSettings, Lead

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clerk")]


@pytest.fixture
def read(client):
    """Read the page of a lead."""
    return lambda lead: text_of(client.get(url_of("edit", lead.pk)))


@pytest.fixture
def changed(delivered):
    """A lead in EasyCars with a change that was not sent yet."""
    lead = delivered()
    change(lead, rating=Lead.Rating.HOT)
    return lead


@pytest.fixture
def local(enquire):
    def make(**values):
        return enquire(vehicle_year=None, delivery=Lead.Delivery.LOCAL, **values)

    return make


def test_a_change_is_sent_within_minutes(changed, read):
    assert "Your change is sent to EasyCars within minutes." in read(changed)


@pytest.mark.parametrize(
    "other", [{"account_number": "EC900099"}, {"environment": EasyCarsSettings.Environment.TEST}]
)
def test_no_change_is_promised_to_reach_an_account_that_the_site_has_no_more(
    easycars, changed, read, other
):
    Lead.objects.update(environment=EasyCarsSettings.Environment.PRODUCTION)
    EasyCarsSettings.objects.update(environment=EasyCarsSettings.Environment.PRODUCTION)
    assert "within minutes" in read(changed)
    EasyCarsSettings.objects.update(**other)

    text = read(changed)
    assert "within minutes" not in text
    assert "Your change was not sent" in text


def test_nor_is_a_change_to_come(easycars, delivered, read):
    lead = delivered()
    EasyCarsSettings.objects.update(account_number="EC900099")

    text = read(lead)
    assert "What you change here is brought to EasyCars" not in text
    assert "What you change here is not brought there" in text


def test_a_change_of_a_site_that_is_switched_off_waits_and_says_for_what(easycars, changed, read):
    EasyCarsSettings.objects.update(is_active=False)

    text = read(changed)
    assert "within minutes" not in text
    assert "switched off for this site" in text


def test_a_lead_without_a_vehicle_that_was_mailed_says_so(local, read):
    assert "It was mailed to you" in read(local(notified_at=timezone.now()))


def test_without_a_notification_address_it_says_that_no_mail_was_sent_and_what_to_do(local, read):
    text = read(local())
    assert "was mailed" not in text
    assert "No mail was sent" in text
    assert "Settings → EasyCars" in text


def test_with_an_address_and_no_mail_yet_it_says_that_it_is_mailed_by_itself(local, read):
    EasyCarsSettings.objects.update(notification_emails="sales@harbour.example")

    text = read(local())
    assert "It was mailed" not in text
    assert "It was not mailed to you yet, which is tried by itself." in text


def test_a_lead_without_a_vehicle_is_not_said_to_be_mailed_by_its_delivery(
    sandbox, enquire, deliver
):
    lead = enquire(vehicle_year=None)
    deliver()
    lead.refresh_from_db()

    assert (lead.delivery, lead.notified_at) == (Lead.Delivery.LOCAL, None)
    assert "mail" not in lead.last_error

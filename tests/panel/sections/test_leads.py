"""Leads that a person should look at."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.panel.reading import text_of
from wagtail_easycars.models import EasyCarsSettings, Lead

pytestmark = pytest.mark.django_db

Delivery = Lead.Delivery


def make_lead(site, *, hours=5, **values):
    lead = Lead.objects.create(
        **{
            "site": site,
            "customer_name": "Kim Lee",
            "customer_email": "kim@example.com",
            "customer_phone": "02 5550 1234",
            "message": "Is it still there?",
            **values,
        }
    )
    Lead.objects.filter(pk=lead.pk).update(created_at=timezone.now() - timedelta(hours=hours))
    return lead


def section_of(soup):
    return soup.select_one("#easycars-section-leads")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"delivery": Delivery.PENDING}, "It is sent by itself"),
        ({"delivery": Delivery.REJECTED}, "mend it and send it again"),
        ({"delivery": Delivery.UNCERTAIN}, "looked for there by itself"),
        ({"delivery": Delivery.LOCAL, "notified_at": timezone.now()}, "It was mailed to you"),
        ({"delivery": Delivery.LOCAL}, "It was not mailed to you yet"),
        ({"delivery": Delivery.DELIVERED, "mail_error": "No."}, "could not be mailed"),
        ({"delivery": Delivery.DELIVERED, "possibly_double": True}, "in EasyCars twice"),
        ({"delivery": Delivery.DELIVERED, "easycars_status": 50}, "another status"),
        ({"delivery": Delivery.DELIVERED, "last_error": "No."}, "refused a change"),
    ],
)
def test_each_says_why_and_leads_to_itself(open_dashboard, easycars, site, values, words):
    EasyCarsSettings.objects.update(notification_emails="boss@harbour.example")
    lead = make_lead(site, **values)

    (record,) = section_of(open_dashboard("view_lead")).select("ul.easycars-records > li")

    assert "Kim Lee" in text_of(record)
    assert words in text_of(record)
    assert f"/{lead.pk}/" in record.a["href"]


@pytest.mark.parametrize(
    "values",
    [
        {"delivery": Delivery.DELIVERED},
        {"delivery": Delivery.PENDING, "hours": 0},
        {"delivery": Delivery.LOCAL, "status": Lead.Status.IN_PROGRESS},
        {"delivery": Delivery.REJECTED, "anonymised_at": timezone.now()},
    ],
)
def test_what_goes_its_way_is_not_shown(open_dashboard, easycars, site, values):
    make_lead(site, **values)

    assert text_of(section_of(open_dashboard("view_lead"))) == ""


def test_nothing_of_the_person_is_shown_but_the_name(open_dashboard, easycars, site):
    make_lead(site, delivery=Delivery.REJECTED)

    html = str(open_dashboard("view_lead"))

    assert "Kim Lee" in html
    for personal in ("kim@example.com", "5550", "still there"):
        assert personal not in html


def test_who_may_not_see_leads_sees_no_name(open_dashboard, easycars, site):
    make_lead(site, delivery=Delivery.REJECTED)

    soup = open_dashboard("view_syncrun", "view_vehicle", "withdraw_vehicle")

    assert section_of(soup) is None
    assert "Kim Lee" not in str(soup)

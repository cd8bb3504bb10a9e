"""What needs a person on the dashboard, with the next step."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.conftest import connect, make_site
from tests.panel.reading import text_of
from wagtail_easycars.models import EasyCarsSettings, Lead, SyncSchedule, Tick, Trouble, Vehicle

pytestmark = pytest.mark.django_db

URLS = {
    "refused": "/admin/settings/wagtail_easycars/easycarssettings/{site}/",
    "unreadable": "/admin/settings/wagtail_easycars/easycarssettings/{site}/",
    "held": "/admin/easycars/held/?site={site}",
    "failing": "/admin/easycars/history/?site={site}&kind=stock",
    "leads": "/admin/snippets/wagtail_easycars/lead/?site={site}",
}
RIGHTS = {
    "refused": "change_easycarssettings",
    "unreadable": "change_easycarssettings",
    "held": "withdraw_vehicle",
    "failing": "view_syncrun",
    "leads": "view_lead",
}


@pytest.fixture(autouse=True)
def _ticking(easycars):
    now = timezone.now()
    Tick.objects.create(began_at=now, finished_at=now)


def cause(trouble, site):
    if trouble == "refused":
        SyncSchedule.objects.create(
            site=site, kind="stock", schedule="1h", is_stopped=True, failures=1
        )
    elif trouble == "unreadable":
        SyncSchedule.objects.create(site=site, kind="stock", schedule="hourly")
    elif trouble == "failing":
        SyncSchedule.objects.create(
            site=site, kind="stock", schedule="1h", failures=3, next_due_at=timezone.now()
        )
    elif trouble == "held":
        Vehicle.objects.create(site=site, stock_number="A1", withdrawal_held_at=timezone.now())
    else:
        Lead.objects.create(site=site, customer_name="Kim Lee", customer_email="kim@example.com")
        Lead.objects.update(created_at=timezone.now() - timedelta(hours=2))


def troubles_in(soup):
    section = soup.select_one("#easycars-section-troubles")
    return section.select(".help-block") if section else []


@pytest.mark.parametrize("trouble", URLS)
def test_each_trouble_leads_to_its_next_step(open_dashboard, site, trouble):
    cause(trouble, site)

    (block,) = troubles_in(open_dashboard("start_syncrun", RIGHTS[trouble]))

    assert block.a["href"] == URLS[trouble].format(site=site.pk)


LEADS = {
    "leads_refused": {"delivery": Lead.Delivery.REJECTED},
    "leads_unmailed": {"delivery": Lead.Delivery.DELIVERED, "mail_error": "No."},
    "leads_unseen": {"delivery": Lead.Delivery.LOCAL},
}


@pytest.mark.parametrize("trouble", LEADS)
def test_leads_that_reach_nobody_lead_to_the_leads(open_dashboard, easycars, site, trouble):
    cause("leads", site)
    Lead.objects.update(**LEADS[trouble])
    if trouble == "leads_unmailed":
        EasyCarsSettings.objects.update(notification_emails="boss@harbour.example")

    (block,) = troubles_in(open_dashboard("start_syncrun", "view_lead"))

    assert block.a["href"] == URLS["leads"].format(site=site.pk)


def test_who_may_enter_an_address_is_led_there(open_dashboard, site):
    cause("leads", site)
    Lead.objects.update(**LEADS["leads_unseen"])

    (block,) = troubles_in(open_dashboard("start_syncrun", "view_lead", "change_easycarssettings"))

    assert block.a["href"] == URLS["refused"].format(site=site.pk)


@pytest.mark.parametrize("trouble", ["held", "leads"])
def test_of_vehicles_and_leads_only_those_are_told_who_may_see_them(open_dashboard, site, trouble):
    cause(trouble, site)

    assert troubles_in(open_dashboard("start_syncrun")) == []


@pytest.mark.parametrize("trouble", ["refused", "failing", "unreadable"])
def test_what_a_person_may_not_do_is_not_offered(open_dashboard, site, trouble):
    cause(trouble, site)

    (block,) = troubles_in(open_dashboard("start_syncrun"))

    assert block.a is None


def test_troubles_of_another_site_are_not_told(open_dashboard, site, sandbox):
    other = make_site("outback.example")
    connect(other, sandbox.accounts["outback"])
    cause("held", other)

    assert troubles_in(open_dashboard("start_syncrun", "withdraw_vehicle")) == []


def test_nothing_is_written(open_dashboard, site):
    cause("failing", site)
    open_dashboard("view_syncrun")

    assert not Trouble.objects.exists()


def test_who_sees_vehicles_only_is_told_of_no_sync(open_dashboard, site):
    cause("failing", site)

    soup = open_dashboard("view_vehicle")

    assert soup.select_one("#easycars-section-troubles") is None
    assert "failed 3 times" not in text_of(soup)

"""Leads that reach nobody: not mailed, by mail only where nobody is mailed, or refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from tests.health.test_reports import read_metrics
from tests.schedule.conftest import set_schedule
from tests.schedule.test_many_sites import make_dealers
from tests.torture.commands import run_command
from wagtail_easycars.health.report import get_health
from wagtail_easycars.models import EasyCarsSettings, Lead, LeadAttempt, SyncSchedule, Tick
from wagtail_easycars.tick import look_at_everything

pytestmark = pytest.mark.django_db

Delivery = Lead.Delivery
KINDS = ("leads_refused", "leads_unmailed", "leads_unseen")


@pytest.fixture
def hours_pass(clock):
    """Let hours pass, in which ticks come and runs succeed."""

    def hours_pass(hours, **more):
        clock.forward(hours=hours, **more)
        Tick.objects.update(finished_at=clock.now)
        SyncSchedule.objects.update(next_due_at=clock.now + timedelta(hours=1))

    return hours_pass


def make_lead(settings, **values):
    return Lead.objects.create(
        site=settings.site,
        customer_name="Kim Lee",
        customer_email="kim@example.com",
        **{"delivery": Delivery.DELIVERED, **values},
    )


def found():
    return [str(each.kind) for each in get_health().findings]


def description():
    [finding] = get_health().findings
    return finding.description


class TestNotMailed:
    FAILED = {"mail_error": "The mail could not be sent.", "mail_attempts": 1}

    @pytest.mark.parametrize("delivery", [Delivery.DELIVERED, Delivery.LOCAL])
    def test_one_that_could_not_be_mailed_for_an_hour(self, dealer, hours_pass, delivery):
        make_lead(dealer, delivery=delivery, **self.FAILED)
        hours_pass(1)
        assert found() == []
        hours_pass(0, seconds=1)
        assert found() == ["leads_unmailed"]
        assert "notification addresses" in description()

    def test_one_whose_worker_died_each_time(self, dealer, hours_pass):
        make_lead(dealer, mail_attempts=5)
        hours_pass(2)
        assert found() == ["leads_unmailed"]

    def test_it_is_over_once_the_mail_is_sent(self, dealer, hours_pass, clock):
        make_lead(dealer, **self.FAILED)
        hours_pass(2)
        Lead.objects.update(notified_at=clock.now)
        assert found() == []

    def test_what_came_before_the_site_had_addresses_has_not_failed(self, dealer, hours_pass):
        make_lead(dealer)
        hours_pass(24)
        assert found() == []

    def test_a_site_without_addresses_wants_no_mails(self, dealer, hours_pass):
        set_schedule(dealer, notification_emails="")
        make_lead(dealer, **self.FAILED)
        hours_pass(2)
        assert found() == []

    def test_of_a_person_who_was_erased_nobody_has_to_hear(self, dealer, hours_pass, clock):
        make_lead(dealer, anonymised_at=clock.now, **self.FAILED)
        hours_pass(2)
        assert found() == []


class TestReachesNobody:
    @pytest.fixture
    def silent(self, dealer):
        set_schedule(dealer, notification_emails="")
        return dealer

    def test_by_mail_only_on_a_site_that_mails_nobody(self, silent):
        make_lead(silent, delivery=Delivery.LOCAL)
        assert found() == ["leads_unseen"]
        assert "enter a notification address" in description()

    def test_with_an_address_it_is_mailed(self, silent):
        make_lead(silent, delivery=Delivery.LOCAL)
        set_schedule(silent, notification_emails="boss@harbour.example")
        assert found() == []

    def test_somebody_who_deals_with_it_has_seen_it(self, silent):
        make_lead(silent, delivery=Delivery.LOCAL, status=Lead.Status.IN_PROGRESS)
        assert found() == []

    def test_one_that_is_in_easycars_is_seen_there(self, silent):
        make_lead(silent)
        assert found() == []


class TestRefused:
    def refuse(self, lead):
        LeadAttempt.objects.create(
            lead=lead,
            purpose=LeadAttempt.Purpose.CREATE,
            outcome=LeadAttempt.Outcome.REFUSED,
            finished_at=lead.created_at,
        )

    def test_one_that_nobody_has_mended_for_an_hour(self, dealer, hours_pass):
        self.refuse(make_lead(dealer, delivery=Delivery.REJECTED))
        hours_pass(1)
        assert found() == []
        hours_pass(0, seconds=1)
        assert found() == ["leads_refused"]
        assert "mend it and send it again" in description()

    def test_the_hour_begins_with_the_last_refusal(self, dealer, hours_pass, clock):
        lead = make_lead(dealer, delivery=Delivery.REJECTED)
        hours_pass(5)
        lead.created_at = clock.now - timedelta(minutes=10)
        self.refuse(lead)
        assert found() == []

    def test_one_that_is_closed_needs_no_mending(self, dealer, hours_pass):
        make_lead(dealer, delivery=Delivery.REJECTED, status=Lead.Status.LOST)
        hours_pass(5)
        assert found() == []


def test_each_is_told_once(dealer, clock, hours_pass, tick):
    make_lead(dealer, delivery=Delivery.REJECTED, notified_at=clock.now)
    hours_pass(2)
    for _ in range(3):
        tick()
    [message] = mail.outbox
    assert message.subject == "harbour.example: EasyCars refuses leads"
    Lead.objects.update(delivery=Delivery.DELIVERED)
    tick()
    assert mail.outbox[1].subject == "Over: harbour.example: EasyCars refuses leads"


def test_they_are_in_the_reports(dealer, hours_pass, client, settings):
    make_lead(dealer, delivery=Delivery.REJECTED)
    make_lead(dealer, mail_error="No.")
    make_lead(dealer, mail_error="No.")
    hours_pass(2)
    report = run_command("easycars_health", "--json").report
    [site] = report["sites"]
    assert [site[name] for name in ("refused_leads", "unmailed_leads", "unseen_leads")] == [1, 2, 0]
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "HEALTH_TOKEN": "sesame"}
    response = client.get("/easycars/health/?token=sesame")
    assert response.status_code == 503
    assert {each["kind"] for each in response.json()["troubles"]} == {
        "leads_refused",
        "leads_unmailed",
    }
    samples = read_metrics(client.get("/easycars/health/?format=prometheus&token=sesame"))
    labels = {"site": "harbour.example"}
    assert ("wagtail_easycars_refused_leads", labels, 1) in samples
    assert ("wagtail_easycars_unmailed_leads", labels, 2) in samples
    assert ("wagtail_easycars_unseen_leads", labels, 0) in samples


def test_they_cost_as_many_queries_for_1000_sites_as_for_10(site, clock, hours_pass):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            get_health()
        return len(captured)

    def add_leads(settings):
        Lead.objects.bulk_create(
            Lead(site_id=each.site_id, customer_name="Kim Lee", **values)
            for each in settings
            for values in (
                {"delivery": Delivery.REJECTED},
                {"delivery": Delivery.LOCAL},
                {"delivery": Delivery.DELIVERED, "mail_error": "No."},
            )
        )

    make_dealers(site.root_page, range(10))
    look_at_everything()
    few = queries()
    make_dealers(site.root_page, range(10, 1000))
    addressed = Site.objects.filter(hostname__endswith="5.example")
    EasyCarsSettings.objects.filter(site__in=addressed).update(notification_emails="a@b.example")
    look_at_everything()
    add_leads(EasyCarsSettings.objects.all())
    hours_pass(2)
    assert {str(each.kind) for each in get_health().findings} >= set(KINDS)
    assert queries() == few <= 8

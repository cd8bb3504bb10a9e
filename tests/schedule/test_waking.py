"""Leads and pictures that are due are found though nobody was told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import F

from tests.schedule.conftest import messages, set_schedule
from wagtail_easycars.leads.sync import deliver_leads_of
from wagtail_easycars.models import ImageSource, Lead, SyncRun, SyncSchedule, Vehicle, VehicleImage
from wagtail_easycars.schedule.waking import is_put_off

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(sandbox, easycars, clock):
    return Lead.objects.create(
        site=easycars.site,
        customer_name="Kim Lee",
        customer_email="kim@example.com",
        vehicle_make="Toyota",
        vehicle_model="Corolla",
        vehicle_year=2020,
        vehicle_type=Lead.VehicleType.CAR,
    )


@pytest.fixture
def woken(tick):
    """Return the ids of the sites whose leads are to be delivered, by one tick."""

    def woken():
        sites = []
        tick(deliver=sites.append)
        return sites

    return woken


class TestLeads:
    def test_a_lead_that_nobody_was_told_of_is_delivered(self, lead, tick):
        tick()
        assert messages() == [("wagtail_easycars.tasks.deliver_leads", (lead.site_id,))]

    def test_a_lead_that_has_to_wait_is_left_until_then(self, lead, clock, woken):
        Lead.objects.update(next_attempt_at=clock.now + timedelta(minutes=5))
        assert woken() == []
        clock.forward(minutes=5)
        assert woken() == [lead.site_id]

    def test_a_lead_that_somebody_sends_is_left_until_the_claim_runs_out(self, lead, clock, woken):
        Lead.objects.update(
            delivery=Lead.Delivery.SENDING, claimed_until=clock.now + timedelta(minutes=5)
        )
        assert woken() == []
        clock.forward(minutes=6)
        assert woken() == [lead.site_id]

    @pytest.mark.parametrize("state", [Lead.Delivery.REJECTED, Lead.Delivery.LOCAL])
    def test_what_is_not_to_be_sent_wakes_nobody(self, lead, woken, state):
        Lead.objects.update(delivery=state)
        assert woken() == []

    def test_a_site_that_is_switched_off_is_left_alone(self, easycars, lead, woken):
        set_schedule(easycars, is_active=False)
        assert woken() == []

    def test_a_delivered_lead_wakes_nobody_until_it_is_changed(self, lead, clock, woken):
        deliver_leads_of(lead.site_id)
        clock.forward(minutes=1)
        assert woken() == []
        lead.refresh_from_db()
        assert lead.delivery == Lead.Delivery.DELIVERED
        lead.status = Lead.Status.WON
        lead.save()
        assert woken() == [lead.site_id]

    def test_a_mail_that_waits_is_sent(self, easycars, lead, clock, woken):
        Lead.objects.update(delivery=Lead.Delivery.LOCAL)
        set_schedule(easycars, notification_emails="sales@harbour.example")
        assert woken() == [lead.site_id]
        Lead.objects.update(next_mail_at=clock.now + timedelta(minutes=5))
        assert woken() == []


class TestPictures:
    @pytest.fixture
    def source(self, easycars, clock):
        vehicle = Vehicle.objects.create(site=easycars.site, stock_number="A1")
        source = ImageSource.objects.create(
            account=easycars.account_number,
            storage="wagtail",
            url="http://pictures.example/1.jpg",
            url_hash="0" * 64,
            attempts=1,
            last_error="It could not be reached.",
            next_attempt_at=clock.now + timedelta(minutes=30),
        )
        VehicleImage.objects.create(vehicle=vehicle, source=source, source_url=source.url)
        return source

    def test_a_picture_is_tried_again_once_its_wait_is_over(self, source, clock, tick):
        assert tick() == []
        clock.forward(minutes=30)
        [run] = tick()
        assert (run.kind, run.trigger) == (SyncRun.Kind.IMAGES, SyncRun.Trigger.SCHEDULE)
        assert tick() == []

    def test_pictures_that_fail_as_a_whole_wait(self, easycars, source, clock, tick):
        SyncSchedule.objects.create(
            site=easycars.site,
            kind=SyncRun.Kind.IMAGES,
            failures=3,
            own_failures=3,
            failed_credentials="",
            next_due_at=clock.now + timedelta(hours=2),
        )
        clock.forward(hours=1)
        assert is_put_off(easycars.site, SyncRun.Kind.IMAGES)
        assert tick() == []
        clock.forward(hours=1)
        assert not is_put_off(easycars.site, SyncRun.Kind.IMAGES)
        assert len(tick()) == 1

    def test_pictures_of_a_site_that_is_switched_off_are_left_alone(
        self, easycars, source, clock, tick
    ):
        set_schedule(easycars, is_active=False)
        ImageSource.objects.update(attempts=F("attempts") + 1)
        clock.forward(hours=1)
        assert tick() == []

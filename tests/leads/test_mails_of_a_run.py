"""A run of leads mails what is due before it asks EasyCars, as a run that is at work."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from tests.schedule.conftest import clock, set_schedule  # noqa: F401
from wagtail_easycars.leads.sync import sync_leads
from wagtail_easycars.models import Lead, SyncRun
from wagtail_easycars.runs.lease import RunUnderWay, hold
from wagtail_easycars.runs.lifecycle import create_run
from wagtail_easycars.schedule.recovery import end_dead_runs
from wagtail_easycars.tasks import carry_out_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(clock, sandbox, easycars, enquire):  # noqa: F811
    """A run with three enquiries to be mailed and sent."""
    set_schedule(easycars, notification_emails="sales@harbour.example")
    for _ in range(3):
        enquire()
    return create_run(easycars.site, SyncRun.Kind.LEADS, trigger=SyncRun.Trigger.SCHEDULE)


class SlowServer(BaseEmailBackend):
    """Takes a minute for each mail, after which a tick looks whether everybody is alive."""

    clock = None
    ended: list[SyncRun] = []

    def send_messages(self, email_messages):
        self.clock.forward(minutes=1)
        self.ended.extend(end_dead_runs(timezone.now()))
        return len(email_messages)


def test_a_tick_sees_that_it_is_alive_however_long_its_mails_take(run, clock, settings):  # noqa: F811
    SlowServer.clock, SlowServer.ended = clock, []
    settings.EMAIL_BACKEND = f"{__name__}.SlowServer"
    carry_out_run(run.pk)
    assert SlowServer.ended == []
    assert SyncRun.objects.get().status == SyncRun.Status.SUCCESS
    assert Lead.objects.filter(notified_at=None).count() == 0


def test_a_run_beside_another_leaves_the_mails_to_that(run, easycars):
    hold(create_run(easycars.site, SyncRun.Kind.LEADS, trigger=SyncRun.Trigger.SCHEDULE))
    with pytest.raises(RunUnderWay):
        sync_leads(run)
    assert mail.outbox == []


def test_the_dealer_is_mailed_though_easycars_cannot_be_asked(run, easycars):
    set_schedule(easycars, is_active=False)
    sync_leads(run)
    assert len(mail.outbox) == 3
    assert SyncRun.objects.get().status == SyncRun.Status.FAILED

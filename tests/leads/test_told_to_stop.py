"""A process that is told to stop (SIGTERM) begins nothing more, and records what is on its way.

Each test is one transaction, in which a signal waits until somebody looks.
"""

from __future__ import annotations

import os
import signal

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from tests.schedule.conftest import set_schedule
from wagtail_easycars.leads.sync import sync_leads
from wagtail_easycars.models import Lead, LeadAttempt, SyncRun
from wagtail_easycars.runs.lifecycle import create_run
from wagtail_easycars.tasks import deliver_leads

pytestmark = pytest.mark.django_db

CREATE, DETAIL = "CreateLead", "GetLeadDetail"
Delivery = Lead.Delivery


def tell():
    os.kill(os.getpid(), signal.SIGTERM)


@pytest.fixture
def told_at(sandbox):
    """Have the process told to stop while EasyCars makes up an answer of this kind."""

    def tell_at(name):
        ledger = sandbox.accounts["harbour"].ledger
        answer = getattr(ledger, name)

        def tell_and_answer(*args):
            tell()
            return answer(*args)

        setattr(ledger, name, tell_and_answer)
        return lambda: setattr(ledger, name, answer)

    return tell_at


@pytest.fixture
def one_at_a_time(sandbox, settings):
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "LEAD_SENDERS": 1}


def worker(site):
    deliver_leads(site.pk)


def run(site):
    sync_leads(create_run(site, SyncRun.Kind.LEADS, trigger=SyncRun.Trigger.COMMAND))


def count_calls(sandbox, endpoint):
    return len([call for call in sandbox.calls if call.endpoint == endpoint])


@pytest.mark.usefixtures("one_at_a_time")
@pytest.mark.parametrize("send", [worker, run])
def test_no_further_lead_is_sent(sandbox, easycars, enquire, told_at, send):
    for _ in range(5):
        enquire()
    told_at("create")
    with pytest.raises(SystemExit):
        send(easycars.site)

    assert count_calls(sandbox, CREATE) == 1
    assert sorted(Lead.objects.values_list("delivery", flat=True)) == [
        Delivery.DELIVERED,
        *[Delivery.PENDING] * 4,
    ]
    assert not LeadAttempt.objects.filter(outcome=LeadAttempt.Outcome.UNDER_WAY).exists()


@pytest.mark.usefixtures("one_at_a_time")
@pytest.mark.parametrize("send", [worker, run])
def test_the_next_one_sends_the_rest(sandbox, easycars, enquire, told_at, send):
    for _ in range(3):
        enquire()
    go_on = told_at("create")
    with pytest.raises(SystemExit):
        send(easycars.site)
    go_on()
    send(easycars.site)

    assert count_calls(sandbox, CREATE) == 3
    assert set(Lead.objects.values_list("delivery", flat=True)) == {Delivery.DELIVERED}


def test_a_search_for_a_lead_asks_for_no_further_number(
    sandbox, easycars, enquire, deliver, told_at
):
    lead = enquire()
    sandbox.fail("code_9", CREATE)
    deliver()
    Lead.objects.update(next_attempt_at=None)
    go_on = told_at("detail")
    with pytest.raises(SystemExit):
        worker(easycars.site)
    assert count_calls(sandbox, DETAIL) == 1

    go_on()
    worker(easycars.site)
    lead.refresh_from_db()
    assert lead.delivery == Delivery.DELIVERED


class ToldWhileSending(EmailBackend):
    def send_messages(self, email_messages):
        tell()
        return super().send_messages(email_messages)


def test_no_further_mail_is_sent(sandbox, easycars, enquire, settings):
    set_schedule(easycars, notification_emails="sales@harbour.example")
    leads = [enquire() for _ in range(3)]
    settings.EMAIL_BACKEND = f"{__name__}.ToldWhileSending"
    with pytest.raises(SystemExit):
        worker(easycars.site)

    assert len(mail.outbox) == 1
    assert Lead.objects.get(notified_at__isnull=False) == leads[0]
    assert sandbox.calls == []

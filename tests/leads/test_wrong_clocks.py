"""A clock that was once wrong by years delays leads by an hour, and not by years."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.leads.changing import change
from wagtail_easycars.leads.claims import claim
from wagtail_easycars.leads.outbox import get_due_changes, get_due_deliveries
from wagtail_easycars.models import Lead, LeadAttempt

pytestmark = pytest.mark.django_db

Delivery = Lead.Delivery
CREATE = LeadAttempt.Purpose.CREATE


def in_years():
    return timezone.now() + timedelta(days=3000)


@pytest.fixture
def wrong_clock(monkeypatch):
    """Let this machine's clock be years ahead while something is done."""

    def do(action):
        ahead = in_years()
        with monkeypatch.context() as patched:
            patched.setattr(timezone, "now", lambda: ahead)
            return action()

    return do


@pytest.mark.parametrize("ignore_waits", [True, False])
def test_a_lead_claimed_until_in_years_is_due(easycars, enquire, wrong_clock, ignore_waits):
    lead = enquire()
    wrong_clock(lambda: claim(lead.pk, CREATE, in_state=Delivery.PENDING))

    assert list(get_due_deliveries(easycars, ignore_waits=ignore_waits)) == [lead]


def test_a_sender_that_died_with_a_wrong_clock_leaves_a_lead_that_is_looked_for_and_sent(
    sandbox, enquire, deliver, wrong_clock
):
    lead = enquire()
    sending = {"in_state": Delivery.PENDING, "delivery": Delivery.SENDING}
    wrong_clock(lambda: claim(lead.pk, CREATE, **sending))

    deliver()

    lead.refresh_from_db()
    assert (lead.delivery, len(sandbox.leads("harbour"))) == (Delivery.DELIVERED, 1)


def test_a_clock_that_is_an_hour_ahead_takes_no_lead_from_its_sender(easycars, enquire, settings):
    lead = enquire()
    now = timezone.now()
    claim(lead.pk, CREATE, in_state=Delivery.PENDING)
    until = Lead.objects.get().claimed_until + timedelta(minutes=55)
    Lead.objects.update(claimed_until=until)

    assert until > now
    assert list(get_due_deliveries(easycars, ignore_waits=True)) == []


def test_a_wait_of_years_is_over(easycars, enquire):
    lead = enquire(next_attempt_at=in_years())

    assert list(get_due_deliveries(easycars, ignore_waits=False)) == [lead]


def test_the_longest_wait_is_kept(easycars, enquire):
    enquire(next_attempt_at=timezone.now() + timedelta(minutes=60))

    assert list(get_due_deliveries(easycars, ignore_waits=False)) == []


def test_a_change_is_due_of_a_lead_that_was_last_exchanged_in_years(
    sandbox, easycars, delivered, deliver
):
    lead = delivered()
    Lead.objects.update(synced_at=in_years())
    lead.refresh_from_db()
    change(lead, rating=Lead.Rating.HOT)
    assert list(get_due_changes(easycars, ignore_waits=False)) == [lead]

    deliver()

    [there] = sandbox.leads("harbour")
    assert there["Rating"] == Lead.Rating.HOT
    assert Lead.objects.get().synced_at < timezone.now()

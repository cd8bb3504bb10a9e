"""Two senders and one lead; a sender that dies, is late, or is told to stop."""

from __future__ import annotations

import os
import threading
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, connections
from django.utils import timezone

from wagtail_easycars.connection import get_client
from wagtail_easycars.leads.claims import claim
from wagtail_easycars.leads.delivery import Deliverer
from wagtail_easycars.leads.journal import Journal
from wagtail_easycars.leads.outage import Outage
from wagtail_easycars.leads.senders import SLOT, Senders
from wagtail_easycars.leads.sync import deliver_leads_of
from wagtail_easycars.models import Lead, LeadAttempt

CREATE = "CreateLead"
Delivery = Lead.Delivery


def let_claims_run_out():
    Lead.objects.exclude(claimed_by="").update(claimed_until=timezone.now() - timedelta(seconds=1))


@pytest.mark.skipif(
    os.environ.get("EASYCARS_TEST_DATABASE", "sqlite") == "sqlite",
    reason="in memory, SQLite lets no thread wait for another; tests/torture races on a file",
)
@pytest.mark.django_db(transaction=True)
def test_of_many_senders_one_sends_each_lead(sandbox, enquire, easycars, at_easycars):
    leads = [enquire() for _ in range(12)]
    start = threading.Barrier(4)

    def send():
        try:
            start.wait()
            deliver_leads_of(easycars.site_id)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {number: len(there) for number, there in at_easycars().items()} == {
        str(lead.external_id): 1 for lead in leads
    }
    assert set(Lead.objects.values_list("delivery", "attempts")) == {(Delivery.DELIVERED, 1)}


@pytest.mark.django_db
def test_who_has_read_a_lead_that_another_then_sends_does_not_send_it(
    sandbox, enquire, easycars, deliver
):
    lead = enquire()
    with get_client(easycars) as client:
        slow = Deliverer(easycars, client, Journal(), Outage()).steps(lead)
        search = next(slow)
        assert slow.send(search()) is SLOT
        deliver()
        with pytest.raises(StopIteration):
            next(slow)

    assert len(sandbox.leads("harbour")) == 1
    assert Lead.objects.get().attempts == 1


@pytest.mark.django_db
def test_a_lead_is_claimed_once(enquire):
    lead = enquire()
    values = {"in_state": Delivery.PENDING, "delivery": Delivery.SENDING}

    assert claim(lead.pk, LeadAttempt.Purpose.CREATE, **values) is not None
    assert claim(lead.pk, LeadAttempt.Purpose.CREATE, **values) is None


@pytest.mark.django_db
def test_a_lead_whose_sender_died_is_looked_for_once_its_claim_has_run_out(
    sandbox, enquire, deliver
):
    lead = enquire()
    claim(
        lead.pk,
        LeadAttempt.Purpose.CREATE,
        in_state=Delivery.PENDING,
        delivery=Delivery.SENDING,
        account="EC900001",
        environment="test",
    )
    deliver()
    lead.refresh_from_db()
    assert lead.delivery == Delivery.SENDING
    let_claims_run_out()

    deliver()

    lead.refresh_from_db()
    assert (lead.delivery, lead.possibly_double) == (Delivery.DELIVERED, True)
    assert list(lead.delivery_attempts.values_list("purpose", "outcome")) == [
        ("create", "unknown"),
        ("find", "not_found"),
        ("create", "done"),
    ]


@pytest.mark.django_db
def test_an_answer_that_comes_after_the_claim_ran_out_still_counts(enquire):
    lead = enquire()
    late = claim(
        lead.pk, LeadAttempt.Purpose.CREATE, in_state=Delivery.PENDING, delivery=Delivery.UNCERTAIN
    )
    let_claims_run_out()
    searching = claim(lead.pk, LeadAttempt.Purpose.FIND, in_state=Delivery.UNCERTAIN)
    done = {"delivery": Delivery.DELIVERED, "lead_number": "000017"}

    assert late.close(LeadAttempt.Outcome.DONE, or_while=Delivery.UNCERTAIN, **done)
    assert not searching.close(LeadAttempt.Outcome.NOT_FOUND, delivery=Delivery.PENDING)
    lead.refresh_from_db()
    assert (lead.delivery, lead.lead_number) == (Delivery.DELIVERED, "000017")


@pytest.mark.django_db
def test_a_failure_that_comes_after_the_claim_ran_out_changes_nothing(enquire):
    lead = enquire()
    late = claim(
        lead.pk, LeadAttempt.Purpose.CREATE, in_state=Delivery.PENDING, delivery=Delivery.UNCERTAIN
    )
    let_claims_run_out()
    claim(lead.pk, LeadAttempt.Purpose.FIND, in_state=Delivery.UNCERTAIN)

    assert not late.close(LeadAttempt.Outcome.NOT_SENT, delivery=Delivery.PENDING)
    lead.refresh_from_db()
    assert lead.delivery == Delivery.UNCERTAIN


@pytest.mark.django_db(transaction=True)
def test_what_is_on_its_way_is_committed_and_known_to_others(sandbox, enquire, easycars):
    """While EasyCars makes up its answer, another connection sees the claim and the attempt."""
    lead = enquire()
    seen = []
    create = sandbox.accounts["harbour"].ledger.create

    def look(*args):
        row = Lead.objects.get(pk=lead.pk)
        attempts = list(row.delivery_attempts.values_list("purpose", "outcome"))
        seen.append((row.delivery, bool(row.claimed_by), row.account, attempts))
        connection.close()
        return create(*args)

    sandbox.accounts["harbour"].ledger.create = look
    deliver_leads_of(easycars.site_id)

    assert seen == [(Delivery.SENDING, True, "EC900001", [("create", "")])]


def test_no_more_than_the_given_number_send_at_once():
    lock, sending, most = threading.Lock(), [0], [0]
    everybody = threading.Barrier(3)

    def call():
        with lock:
            sending[0] += 1
            most[0] = max(most[0], sending[0])
        everybody.wait(5)
        with lock:
            sending[0] -= 1

    def steps():
        yield SLOT
        yield call

    Senders(3).carry_out(steps() for _ in range(12))

    assert most == [3]


def test_a_sender_that_is_told_to_stop_records_what_is_on_its_way():
    """A worker that is shut down, or runs out of time, raises ``SystemExit`` in the middle."""
    recorded, may_answer = [], threading.Event()

    def on_its_way(number):
        recorded.append((yield lambda: may_answer.wait(5) and number))
        yield lambda: recorded.append("another call")

    def of_each():
        yield on_its_way(1)
        yield on_its_way(2)
        may_answer.set()
        raise SystemExit

    with pytest.raises(SystemExit):
        Senders(4).carry_out(of_each())

    assert recorded == [1, 2]


def test_what_cannot_be_recorded_keeps_no_other_answer_from_being_recorded():
    recorded, may_answer = [], threading.Event()

    def on_its_way(record):
        answer = yield lambda: may_answer.wait(5)
        record(answer)

    def fail(_answer):
        raise DatabaseError

    def of_each():
        yield from map(on_its_way, (fail, fail, recorded.append))
        may_answer.set()
        raise SystemExit

    with pytest.raises(SystemExit):
        Senders(4).carry_out(of_each())

    assert recorded == [True]

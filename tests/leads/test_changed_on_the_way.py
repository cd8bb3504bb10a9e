"""What staff change of a lead after a sender has read it, and before EasyCars has it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.leads.changing import change
from wagtail_easycars.connection import get_client
from wagtail_easycars.leads.delivery import Deliverer
from wagtail_easycars.leads.journal import Journal
from wagtail_easycars.leads.outage import Outage
from wagtail_easycars.leads.senders import SLOT
from wagtail_easycars.models import Lead

pytestmark = pytest.mark.django_db

KIM = {"customer_name": "Kim Nguyen", "customer_email": "kim@example.com"}
ALEX = {"customer_name": "Alex Wong", "customer_email": "alex@example.com"}


@pytest.fixture
def sender(easycars):
    """Begin to deliver a lead, up to when its customer was searched for and it is to be sent."""
    with get_client(easycars) as client:

        def begin(lead):
            steps = Deliverer(easycars, client, Journal(), Outage()).steps(lead)
            wanted = next(steps)
            if wanted is not SLOT:
                assert steps.send(wanted()) is SLOT
            return steps

        yield begin


def send(steps):
    """Let the sender send the lead and record the answer."""
    call = next(steps)
    with pytest.raises(StopIteration):
        steps.send(call())


def send_and_die(steps):
    call = next(steps)
    call()
    steps.close()
    Lead.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))


def in_easycars(sandbox, person):
    contact = {"Name": person["customer_name"], "Email": person["customer_email"]}
    return sandbox.accounts["harbour"].ledger.contacts.find_or_add(contact)


def test_a_lead_whose_person_was_corrected_is_not_filed_under_the_one_searched_for(
    sandbox, enquire, sender, deliver
):
    kim = in_easycars(sandbox, KIM)
    lead = enquire(**KIM)
    steps = sender(lead)
    change(Lead.objects.get(), **ALEX)

    send(steps)
    deliver()

    [there] = sandbox.leads("harbour")
    assert (there["CustomerName"], there["CustomerEmail"]) == ("Alex Wong", "alex@example.com")
    assert there["CustomerNo"] != kim


@pytest.mark.parametrize("corrected", [{"customer_name": "Ben Ray"}, {"customer_email": "b@x.au"}])
def test_another_name_or_another_address_alone_is_another_person(
    sandbox, enquire, sender, corrected
):
    kim = in_easycars(sandbox, KIM)
    steps = sender(enquire(**KIM))
    change(Lead.objects.get(), **corrected)

    send(steps)

    [there] = sandbox.leads("harbour")
    assert there["CustomerNo"] != kim


def test_a_person_to_whom_it_was_corrected_is_known_by_an_earlier_lead(
    sandbox, enquire, sender, deliver
):
    earlier = enquire(**ALEX, customer_phone="0298765432")
    deliver()
    earlier.refresh_from_db()
    steps = sender(enquire(**KIM, customer_phone="0400000000"))
    change(Lead.objects.latest("pk"), **ALEX)

    send(steps)

    there = sandbox.leads("harbour")[1]
    assert (there["CustomerNo"], there["CustomerPhone"]) == (earlier.customer_no, "0298765432")


def test_another_way_to_write_the_same_person_keeps_the_customer(sandbox, enquire, sender):
    kim = in_easycars(sandbox, KIM)
    steps = sender(enquire(**KIM))
    change(Lead.objects.get(), customer_name="KIM NGUYEN")

    send(steps)

    [there] = sandbox.leads("harbour")
    assert there["CustomerNo"] == kim


def test_what_was_sent_and_taken_back_after_the_sender_died_is_taken_back_there_too(
    sandbox, enquire, sender, deliver
):
    lead = enquire(rating=Lead.Rating.WARM)
    steps = sender(lead)
    change(Lead.objects.get(), rating=Lead.Rating.HOT)
    send_and_die(steps)
    change(Lead.objects.get(), rating=Lead.Rating.WARM)

    deliver()

    [there] = sandbox.leads("harbour")
    assert there["Rating"] == Lead.Rating.WARM
    assert Lead.objects.get().delivery == Lead.Delivery.DELIVERED


def test_what_was_changed_after_it_was_sent_by_a_sender_that_died_goes_out_as_a_change(
    sandbox, enquire, sender, deliver
):
    steps = sender(enquire(rating=Lead.Rating.WARM))
    send_and_die(steps)
    change(Lead.objects.get(), rating=Lead.Rating.HOT)

    deliver()

    [there] = sandbox.leads("harbour")
    assert there["Rating"] == Lead.Rating.HOT

"""Where a lead whose answer was lost is looked for, and when the search ends."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice

import pytest
from django.utils import timezone

from wagtail_easycars.leads.lookup import MOST_REQUESTS, NumberedLeads
from wagtail_easycars.models import Lead
from wagtail_easycars.sandbox.accounts import OUTBACK

pytestmark = pytest.mark.django_db

CREATE, DETAIL = "CreateLead", "GetLeadDetail"


@pytest.fixture
def others(sandbox):
    """Let other websites of the dealer create ``count`` leads."""

    def create(count):
        request = {"LeadCustomer": {"Name": "Another", "Email": "another@example.com"}}
        for _ in range(count):
            sandbox.add_lead_of_other_source("harbour", request)

    return create


@pytest.fixture
def requests_of_search(sandbox, deliver):
    """Deliver, and return how many leads EasyCars was asked for."""

    def search():
        before = len(calls(sandbox, DETAIL))
        deliver()
        return len(calls(sandbox, DETAIL)) - before

    return search


def calls(sandbox, endpoint):
    return [call for call in sandbox.calls if call.endpoint == endpoint]


def lose_answer(sandbox, deliver, lead):
    sandbox.fail("answer_lost", CREATE)
    deliver()
    lead.refresh_from_db()
    assert lead.delivery == Lead.Delivery.UNCERTAIN


def keep_claimed(lead):
    until = timezone.now() + timedelta(minutes=30)
    Lead.objects.filter(pk=lead.pk).update(claimed_until=until, claimed_by="x")


def is_found(lead):
    lead.refresh_from_db()
    return lead.delivery == Lead.Delivery.DELIVERED and not lead.possibly_double


def test_the_very_first_lead_is_found(sandbox, enquire, deliver, requests_of_search):
    lead = enquire()
    lose_answer(sandbox, deliver, lead)

    assert requests_of_search() == 1
    assert is_found(lead)


def test_the_very_first_lead_is_found_where_the_accounts_numbers_begin_later(
    sandbox, enquire, deliver, others
):
    others(16)
    lead = enquire()
    lose_answer(sandbox, deliver, lead)
    deliver()

    assert is_found(lead)


def test_the_search_begins_after_the_highest_number_known_before(
    sandbox, enquire, deliver, requests_of_search
):
    for _ in range(3):
        enquire()
    deliver()
    lead = enquire()
    lose_answer(sandbox, deliver, lead)

    assert lead.highest_lead_number == "000003"
    assert requests_of_search() == 1
    assert is_found(lead)


def test_numbers_that_are_known_by_now_are_skipped(sandbox, enquire, deliver, requests_of_search):
    enquire()
    deliver()
    lead = enquire()
    lose_answer(sandbox, deliver, lead)
    keep_claimed(lead)
    for _ in range(30):
        enquire()
    deliver()
    Lead.objects.filter(pk=lead.pk).update(claimed_until=None, lead_number="")

    assert requests_of_search() == 1
    assert is_found(lead)


def test_leads_of_other_websites_are_passed_over(
    sandbox, enquire, deliver, others, requests_of_search
):
    enquire()
    deliver()
    others(4)
    lead = enquire()
    lose_answer(sandbox, deliver, lead)

    assert requests_of_search() == 5
    assert is_found(lead)


def test_five_unknown_numbers_beyond_the_highest_end_the_search(
    sandbox, enquire, deliver, others, requests_of_search
):
    enquire()
    deliver()
    others(5)
    lead = enquire()
    lose_answer(sandbox, deliver, lead)

    assert requests_of_search() == 5
    lead.refresh_from_db()
    assert (lead.delivery, lead.possibly_double) == (Lead.Delivery.DELIVERED, True)
    assert len(sandbox.leads("harbour")) == 8


def test_below_the_highest_number_known_now_no_gap_ends_the_search(
    sandbox, enquire, deliver, others, requests_of_search
):
    enquire()
    deliver()
    others(40)
    lead = enquire()
    lose_answer(sandbox, deliver, lead)
    keep_claimed(lead)
    enquire()
    deliver()
    Lead.objects.filter(pk=lead.pk).update(claimed_until=None)

    assert requests_of_search() == 41
    assert is_found(lead)


def test_a_search_has_an_end(sandbox, enquire, deliver, others, requests_of_search):
    enquire()
    deliver()
    lead = enquire()
    sandbox.fail("reset", CREATE)
    deliver()
    keep_claimed(lead)
    others(150)
    enquire()
    deliver()
    Lead.objects.filter(pk=lead.pk).update(claimed_until=None)

    assert requests_of_search() == MOST_REQUESTS
    lead.refresh_from_db()
    assert lead.possibly_double


@pytest.mark.parametrize(
    ("fault", "options"),
    [("reset", {}), ("status", {"status": 500}), ("html_page", {}), ("code_9", {}), ("code_1", {})],
)
def test_a_search_that_fails_is_no_proof(sandbox, enquire, deliver, fault, options):
    lead = enquire()
    lose_answer(sandbox, deliver, lead)
    sandbox.fail(fault, DETAIL, times=2, **options)
    deliver()
    lead.refresh_from_db()
    assert (lead.delivery, lead.possibly_double) == (Lead.Delivery.UNCERTAIN, False)
    assert lead.next_attempt_at is not None
    sandbox.heal()

    deliver()

    assert is_found(lead)
    assert len(sandbox.leads("harbour")) == 1


def test_a_lead_that_went_to_an_account_of_before_is_sent_to_the_present_one_and_marked(
    sandbox, easycars, enquire, deliver
):
    lead = enquire()
    lose_answer(sandbox, deliver, lead)
    for name, value in OUTBACK.as_settings().items():
        setattr(easycars, name, value)
    easycars.save()

    deliver()

    lead.refresh_from_db()
    assert (lead.delivery, lead.account) == (Lead.Delivery.DELIVERED, "EC900002")
    assert lead.possibly_double
    assert len(sandbox.leads("outback")) == 1


def test_numbers_have_as_many_digits_as_those_known():
    known = NumberedLeads.of(["0000017", "0000038", "L-5"])

    assert (known.width, known.highest) == (7, 38)
    assert list(islice(known.numbers_after("0000036"), 3)) == [37, 39, 40]


def test_without_a_number_known_before_the_search_begins_below_the_lowest_known_now():
    known = NumberedLeads.of(["005000", "005001"])

    assert next(known.numbers_after("")) == 4980


def test_without_any_number_the_search_begins_at_one():
    known = NumberedLeads.of([])

    assert (next(known.numbers_after("")), known.width) == (1, 6)

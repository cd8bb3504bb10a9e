# ruff: noqa: PLR0917  (pytest passes fixtures and parameters by name)
"""Whatever goes wrong on its way, a lead arrives, and says so where it may be there twice."""

from __future__ import annotations

import pytest

from tests.leads.attempts import attempts_of
from tests.some_of_many import rest_is_slow
from wagtail_easycars.leads.editing import save_changes
from wagtail_easycars.models import Lead, LeadAttempt, SyncRun

pytestmark = pytest.mark.django_db

CREATE = "CreateLead"
NO_TOKEN = "LeadService/RequestToken"
NOT_PROCESSED = {
    "a reset": ("reset", {}),
    "a hang-up": ("hang_up", {}),
    "silence": ("hang", {"seconds": 30}),
    "500": ("status", {"status": 500}),
    "503": ("status", {"status": 503}),
    "an HTML page": ("html_page", {}),
    "no body": ("empty_body", {}),
    "null": ("null_body", {}),
    "cut JSON": ("cut_json", {}),
    "a redirect": ("redirect", {}),
    "code 9": ("code_9", {}),
    "code 5": ("code_5", {}),
}
PROCESSED = {
    "a lost answer": ("answer_lost", {}),
    "silence": ("hang_after", {"seconds": 30}),
    "a cut body": ("truncated", {}),
    "a drip": ("drip", {"seconds": 0.3}),
    "500": ("status", {"status": 500, "processed": True}),
    "an HTML page": ("html_page", {"processed": True}),
    "code 9": ("code_9", {"processed": True}),
}
# One of each kind; the default run tries these, the slow one all.
USUAL = {"500", "an HTML page", "code 9"}


@pytest.mark.parametrize(("fault", "options"), rest_is_slow(NOT_PROCESSED, {*USUAL, "a reset"}))
def test_a_lead_that_did_not_arrive_is_looked_for_then_sent_again_and_marked(
    sandbox, enquire, deliver, at_easycars, fault, options
):
    enquire()
    deliver()
    lead = enquire()
    sandbox.fail(fault, CREATE, **options)
    deliver()
    lead.refresh_from_db()
    assert lead.delivery == Lead.Delivery.UNCERTAIN
    assert lead.next_attempt_at is not None
    assert lead.last_error
    sandbox.heal()

    deliver()

    lead.refresh_from_db()
    assert lead.delivery == Lead.Delivery.DELIVERED
    assert lead.possibly_double
    [theirs] = at_easycars()[str(lead.external_id)]
    assert lead.lead_number == theirs["LeadNumber"]
    assert "twice" in theirs["Notes"]
    assert attempts_of(lead) == [
        ("create", "unknown"),
        ("find", "not_found"),
        ("create", "done"),
    ]


@pytest.mark.parametrize(("fault", "options"), rest_is_slow(PROCESSED, {*USUAL, "a lost answer"}))
def test_a_lead_whose_answer_was_lost_is_found_and_not_sent_twice(
    sandbox, enquire, deliver, at_easycars, fault, options
):
    enquire()
    deliver()
    lead = enquire()
    sandbox.fail(fault, CREATE, **options)
    deliver()
    lead.refresh_from_db()
    assert lead.delivery == Lead.Delivery.UNCERTAIN
    sandbox.heal()

    deliver()

    lead.refresh_from_db()
    assert lead.delivery == Lead.Delivery.DELIVERED
    assert not lead.possibly_double
    [theirs] = at_easycars()[str(lead.external_id)]
    assert (lead.lead_number, lead.customer_no) == (theirs["LeadNumber"], theirs["CustomerNo"])
    assert attempts_of(lead) == [("create", "unknown"), ("find", "done")]


def test_what_staff_changed_while_an_answer_was_lost_reaches_easycars(
    sandbox, enquire, deliver, at_easycars
):
    enquire()
    deliver()
    lead = enquire()
    sandbox.fail("answer_lost", CREATE)
    deliver()
    sandbox.heal()
    lead.refresh_from_db()
    lead.rating, lead.notes = Lead.Rating.HOT, "Call before noon."
    save_changes(lead, ["rating", "notes"])

    deliver()

    assert attempts_of(lead) == [("create", "unknown"), ("find", "done"), ("update", "done")]
    [theirs] = at_easycars()[str(lead.external_id)]
    assert theirs["Rating"] == Lead.Rating.HOT
    assert "Call before noon." in theirs["Notes"]


@pytest.mark.parametrize("fault", ["close_at_accept", "slow", "enormous", "invalid_utf8"])
def test_whatever_a_connection_does_a_lead_is_there_or_marked(
    sandbox, enquire, deliver, at_easycars, fault
):
    lead = enquire()
    sandbox.fail(fault, None if fault == "close_at_accept" else CREATE)
    deliver()
    sandbox.heal()
    deliver()

    lead.refresh_from_db()
    theirs = at_easycars()[str(lead.external_id)]
    assert lead.delivery == Lead.Delivery.DELIVERED
    assert len(theirs) == 1 or lead.possibly_double


def test_a_lead_that_could_not_be_sent_is_sent_later_without_a_mark(sandbox, enquire, deliver):
    lead = enquire()
    sandbox.stop_listening()
    deliver()
    lead.refresh_from_db()
    assert (lead.delivery, lead.possibly_double) == (Lead.Delivery.PENDING, False)
    assert attempts_of(lead) == [("create", "not_sent")]
    assert lead.next_attempt_at is not None
    sandbox.heal()

    deliver()

    lead.refresh_from_db()
    assert (lead.delivery, lead.possibly_double) == (Lead.Delivery.DELIVERED, False)
    assert len(sandbox.leads("harbour")) == 1


@pytest.mark.parametrize(
    ("fault", "options"),
    [("reset", {}), ("status", {"status": 500}), ("html_page", {}), ("hang", {"seconds": 30})],
)
def test_without_a_token_nothing_was_sent(sandbox, enquire, deliver, fault, options):
    lead = enquire()
    sandbox.fail(fault, NO_TOKEN, times=2, **options)

    deliver()

    lead.refresh_from_db()
    assert lead.delivery == Lead.Delivery.PENDING
    assert attempts_of(lead) == [("create", "not_sent")]


def test_a_refused_lead_says_why_and_is_not_sent_again(sandbox, enquire, deliver):
    lead = enquire()
    sandbox.fail("code_7", CREATE, times=9, message="VehicleYear is not valid.")
    deliver()
    deliver()

    lead.refresh_from_db()
    assert lead.delivery == Lead.Delivery.REJECTED
    assert "VehicleYear is not valid." in lead.last_error
    assert attempts_of(lead) == [("create", "refused")]


@pytest.mark.slow
@pytest.mark.parametrize(("fault", "options"), [("code_1", {}), ("status", {"status": 401})])
@pytest.mark.parametrize("endpoint", [CREATE, NO_TOKEN])
def test_leads_wait_for_credentials_that_are_accepted(
    sandbox, enquire, sync, endpoint, fault, options
):
    leads = [enquire() for _ in range(12)]
    sandbox.fail(fault, endpoint, times=99, **options)

    run = sync()

    assert {each.delivery for each in Lead.objects.all()} == {Lead.Delivery.PENDING}
    # Once they are refused, no more leads are tried than are on their way already.
    assert LeadAttempt.objects.count() <= 4
    assert run.status == SyncRun.Status.FAILED
    assert "EasyCars did not accept" in run.error
    sandbox.heal()
    sync()
    assert len(sandbox.leads("harbour")) == len(leads)


def test_an_expired_token_costs_nothing(sandbox, enquire, deliver):
    lead = enquire()
    sandbox.fail("token_expired", CREATE)
    deliver()

    lead.refresh_from_db()
    assert lead.delivery == Lead.Delivery.DELIVERED
    assert attempts_of(lead) == [("create", "done")]


def test_an_outage_makes_few_leads_uncertain(sandbox, enquire, sync):
    for _ in range(20):
        enquire()
    sandbox.fail("status", CREATE, times=99, status=500)

    run = sync()

    uncertain = Lead.objects.filter(delivery=Lead.Delivery.UNCERTAIN).count()
    assert 3 <= uncertain <= 7
    assert run.status == SyncRun.Status.WARNING
    assert "wait" in run.error


def test_a_lead_that_makes_easycars_fail_each_time_waits_for_a_person_at_last(
    sandbox, enquire, deliver
):
    lead = enquire()
    sandbox.fail("status", CREATE, times=99, status=500)
    for _ in range(15):
        deliver()

    lead.refresh_from_db()
    assert lead.delivery == Lead.Delivery.UNCERTAIN
    assert lead.attempts == 10

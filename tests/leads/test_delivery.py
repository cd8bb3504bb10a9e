# ruff: noqa: PLR0917  (pytest passes fixtures and parameters by name)
"""What becomes of a lead, whatever goes wrong on its way."""

from __future__ import annotations

import pytest
from django.utils import timezone

from wagtail_easycars.models import EasyCarsSettings, Lead, LeadAttempt, SyncChange, SyncRun

pytestmark = pytest.mark.django_db

CREATE = "CreateLead"
NO_TOKEN = "LeadService/RequestToken"
NOT_PROCESSED = [
    ("reset", {}),
    ("hang_up", {}),
    ("hang", {"seconds": 30}),
    ("status", {"status": 500}),
    ("status", {"status": 503}),
    ("html_page", {}),
    ("empty_body", {}),
    ("null_body", {}),
    ("cut_json", {}),
    ("redirect", {}),
    ("code_9", {}),
    ("code_5", {}),
]
PROCESSED = [
    ("answer_lost", {}),
    ("hang_after", {"seconds": 30}),
    ("truncated", {}),
    ("drip", {"seconds": 0.3}),
    ("status", {"status": 500, "processed": True}),
    ("html_page", {"processed": True}),
    ("code_9", {"processed": True}),
]


def attempts_of(lead):
    return list(lead.delivery_attempts.values_list("purpose", "outcome"))


def test_a_saved_lead_is_delivered(sandbox, enquire, deliver, at_easycars):
    lead = enquire(stock_number="A1", message="Is it still there?")

    deliver()

    lead.refresh_from_db()
    [theirs] = at_easycars()[str(lead.external_id)]
    assert lead.delivery == Lead.Delivery.DELIVERED
    assert (lead.lead_number, lead.customer_no) == (theirs["LeadNumber"], theirs["CustomerNo"])
    assert (lead.account, lead.attempts, lead.last_error) == ("EC900001", 1, "")
    assert lead.delivered_at
    assert not lead.claimed_by
    assert theirs["StockNumber"] == "A1"
    assert "Is it still there?" in theirs["Notes"]
    assert attempts_of(lead) == [("create", "done")]


def test_a_delivered_lead_is_not_sent_again(sandbox, enquire, deliver):
    enquire()
    for _ in range(3):
        deliver()

    assert len(sandbox.leads("harbour")) == 1


@pytest.mark.parametrize(("fault", "options"), NOT_PROCESSED)
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


@pytest.mark.parametrize(("fault", "options"), PROCESSED)
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


def test_a_lead_that_breaks_the_contract_is_refused_before_it_is_sent(sandbox, enquire, deliver):
    lead = enquire(vehicle_model="x" * 50, customer_email="")
    deliver()

    lead.refresh_from_db()
    assert lead.delivery == Lead.Delivery.REJECTED
    assert "LeadCustomer" in lead.last_error
    assert not [call for call in sandbox.calls if call.endpoint == CREATE]


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


def test_the_schedule_keeps_the_waits_and_a_person_does_not(sandbox, enquire, sync):
    lead = enquire(next_attempt_at=timezone.now() + timezone.timedelta(minutes=30))

    assert sync(trigger=SyncRun.Trigger.SCHEDULE).created == 0
    assert sync(trigger=SyncRun.Trigger.MANUAL).created == 1
    lead.refresh_from_db()
    assert lead.delivery == Lead.Delivery.DELIVERED


def test_a_lead_without_a_vehicle_stays_local(sandbox, enquire, deliver):
    leads = [
        enquire(vehicle_make="", vehicle_model="", vehicle_year=None, vehicle_type=None),
        enquire(vehicle_year=None),
        enquire(vehicle_type=None),
    ]
    deliver()

    for lead in leads:
        lead.refresh_from_db()
        assert lead.delivery == Lead.Delivery.LOCAL
    assert sandbox.leads("harbour") == []


def test_where_the_policy_says_so_a_lead_that_is_not_found_waits_for_a_person(
    sandbox, easycars, enquire, sync
):
    easycars.uncertain_leads = EasyCarsSettings.UncertainLeads.HOLD
    easycars.save()
    lead = enquire()
    sandbox.fail("reset", CREATE)
    sync()
    runs = [sync(), sync(), sync()]

    lead.refresh_from_db()
    assert (lead.delivery, lead.possibly_double) == (Lead.Delivery.UNCERTAIN, False)
    assert attempts_of(lead) == [("create", "unknown"), ("find", "not_found")]
    assert [run.held for run in runs] == [1, 1, 1]
    assert runs[-1].status == SyncRun.Status.WARNING
    assert sandbox.leads("harbour") == []


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


def test_a_run_says_what_became_of_each_lead(sandbox, easycars, enquire, sync):
    good, bad = enquire(), enquire(customer_email="")

    run = sync()

    changes = {change.lead_id: change for change in run.changes.all()}
    assert changes[good.pk].action == SyncChange.Action.CREATED
    assert changes[good.pk].reference == "000001"
    assert changes[bad.pk].action == SyncChange.Action.FAILED
    assert (run.created, run.failed, run.done, run.total) == (1, 1, 2, 2)


def test_leads_of_a_site_that_is_switched_off_keep_waiting(sandbox, easycars, enquire, sync):
    lead = enquire()
    easycars.is_active = False
    easycars.save()

    run = sync()

    lead.refresh_from_db()
    assert (lead.delivery, lead.attempts) == (Lead.Delivery.PENDING, 0)
    assert run.status == SyncRun.Status.FAILED
    assert "switched off" in run.error


def test_leads_keep_waiting_where_the_secrets_cannot_be_read(
    sandbox, easycars, enquire, sync, deliver
):
    lead = enquire()
    EasyCarsSettings.objects.filter(pk=easycars.pk).update(uuid="0" * 32)

    run = sync()
    deliver()

    lead.refresh_from_db()
    assert (lead.delivery, lead.attempts) == (Lead.Delivery.PENDING, 0)
    assert run.status == SyncRun.Status.FAILED

"""What becomes of a lead that nothing goes wrong with, and of one that has to wait."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.leads.attempts import attempts_of
from tests.runs.test_processes import dead_pid
from wagtail_easycars.conf import app_settings
from wagtail_easycars.leads.sync import sync_leads
from wagtail_easycars.models import EasyCarsSettings, Lead, SyncChange, SyncRun, Vehicle
from wagtail_easycars.runs.lifecycle import create_run
from wagtail_easycars.runs.processes import get_place

pytestmark = pytest.mark.django_db

CREATE = "CreateLead"


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


def test_a_lead_that_breaks_the_contract_is_refused_before_it_is_sent(sandbox, enquire, deliver):
    lead = enquire(vehicle_model="x" * 50, customer_email="")
    deliver()

    lead.refresh_from_db()
    assert lead.delivery == Lead.Delivery.REJECTED
    assert "LeadCustomer" in lead.last_error
    assert not [call for call in sandbox.calls if call.endpoint == CREATE]


def test_the_schedule_keeps_the_waits_and_a_person_does_not(sandbox, enquire, sync):
    lead = enquire(next_attempt_at=timezone.now() + timezone.timedelta(minutes=30))

    assert sync(trigger=SyncRun.Trigger.SCHEDULE).created == 0
    assert sync(trigger=SyncRun.Trigger.MANUAL).created == 1
    lead.refresh_from_db()
    assert lead.delivery == Lead.Delivery.DELIVERED


@pytest.mark.parametrize("number", ["0" * 21, "17\x00", None, ""])
def test_a_number_against_the_contract_does_not_have_a_lead_sent_twice(
    sandbox, enquire, deliver, monkeypatch, *, number
):
    ledger = sandbox.accounts["harbour"].ledger
    create = ledger.create
    monkeypatch.setattr(ledger, "create", lambda *args: (number, create(*args)[1]))
    lead = enquire()
    deliver()
    deliver()

    lead.refresh_from_db()
    assert (lead.delivery, lead.lead_number) == (Lead.Delivery.DELIVERED, "")
    assert len(sandbox.leads("harbour")) == 1


def test_a_lead_of_a_vehicle_needs_to_name_nothing_else(sandbox, site, enquire, deliver):
    """Whoever saves a lead by code can leave the facts out: they are as of its first sweep."""
    car = Vehicle.objects.create(
        site=site,
        stock_number="A1",
        make="MAZDA",
        model="CX-5",
        year=2019,
        price=30_000,
        vehicle_type="A",
        condition=Vehicle.Condition.USED,
    )
    nothing = {"vehicle_make": "", "vehicle_model": "", "vehicle_year": None, "vehicle_type": None}
    enquire(vehicle=car, **nothing)
    deliver()

    [theirs] = sandbox.leads("harbour")
    assert (theirs["VehicleMake"], theirs["VehicleModel"]) == ("MAZDA", "CX-5")
    assert (theirs["StockNumber"], theirs["VehiclePrice"]) == ("A1", 30000.0)


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


def test_an_enquiry_without_a_vehicle_that_comes_while_many_are_sent_stays_local(
    sandbox, easycars, enquire
):
    for _ in range(3 * app_settings.LEAD_SENDERS):
        enquire()
    late = []

    def receive_another(_run):
        if not late:
            late.append(enquire(vehicle_make="", vehicle_model="", vehicle_year=None))

    run = create_run(easycars.site, SyncRun.Kind.LEADS, trigger=SyncRun.Trigger.COMMAND)
    sync_leads(run, progress=receive_another)

    [lead] = late
    lead.refresh_from_db()
    assert lead.delivery == Lead.Delivery.LOCAL
    assert run.failed == 0


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


def test_the_history_says_in_words_of_staff_that_something_is_missing(enquire, sync):
    enquire(customer_email="")
    run = sync()

    assert run.changes.get().error == (
        "EasyCars would refuse the lead as it is, so it was not sent. Open it to see what is "
        "missing."
    )


def test_a_lead_whose_sender_has_died_is_not_left_alone_until_its_claim_runs_out(
    sandbox, enquire, deliver, at_easycars
):
    lead = enquire()
    deliver()
    Lead.objects.update(
        delivery=Lead.Delivery.SENDING,
        lead_number="",
        claimed_by=f"{get_place()}/{dead_pid()}:abc",
        claimed_until=timezone.now() + timedelta(minutes=7),
    )
    deliver()
    lead.refresh_from_db()
    assert (lead.delivery, lead.possibly_double) == (Lead.Delivery.DELIVERED, False)
    assert len(at_easycars()[str(lead.external_id)]) == 1

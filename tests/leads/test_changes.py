"""What staff change of a lead reaches EasyCars; what EasyCars reports is taken by the policy."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests.leads.changing import change
from wagtail_easycars.leads.status import is_final, keep_ours, take_reported_status, take_theirs
from wagtail_easycars.models import EasyCarsSettings, Lead, SyncRun

pytestmark = pytest.mark.django_db

UPDATE, DETAIL = "UpdateLead", "GetLeadDetail"
Policy = EasyCarsSettings.LeadStatusPolicy


@pytest.fixture
def reports_status(sandbox, monkeypatch):
    """Let EasyCars answer with its status, as the documented interface does not."""
    ledger = sandbox.accounts["harbour"].ledger
    detail = ledger.detail

    def with_status(source, number):
        [lead] = [each for each in ledger.all() if each["LeadNumber"] == number]
        return {**detail(source, number), "LeadStatus": lead["LeadStatus"]}

    monkeypatch.setattr(ledger, "detail", with_status)

    def set_status(lead, status):
        ledger._leads[lead.lead_number]["LeadStatus"] = status

    return set_status


def theirs(sandbox, lead):
    return next(each for each in sandbox.leads("harbour") if each["LeadNumber"] == lead.lead_number)


def count(sandbox, endpoint):
    return len([call for call in sandbox.calls if call.endpoint == endpoint])


def test_a_change_is_sent_once(sandbox, delivered, sync):
    lead = delivered()
    change(lead, status=Lead.Status.IN_PROGRESS, rating=Lead.Rating.HOT)

    run = sync()
    sync()

    there = theirs(sandbox, lead)
    assert (there["LeadStatus"], there["Rating"]) == (30, 3)
    assert count(sandbox, UPDATE) == 1
    [entry] = run.changes.all()
    assert run.updated == 1
    assert entry.before["lead_status"] == 10
    assert entry.after == {"lead_status": 30, "rating": 3}


def test_saving_without_a_change_sends_nothing(sandbox, delivered, sync):
    lead = delivered()
    change(lead, message=lead.message)
    sync()

    assert count(sandbox, UPDATE) == 0


def test_a_status_that_was_set_before_the_lead_was_sent_follows_it(sandbox, enquire, deliver):
    lead = enquire(status=Lead.Status.IN_PROGRESS)
    deliver()
    lead.refresh_from_db()

    assert theirs(sandbox, lead)["LeadStatus"] == 30


@pytest.mark.parametrize("fault", ["reset", "answer_lost", "code_9"])
def test_a_change_that_may_not_have_arrived_is_sent_again(sandbox, delivered, deliver, fault):
    lead = delivered()
    change(lead, rating=Lead.Rating.HOT)
    sandbox.fail(fault, UPDATE)
    deliver()
    deliver()

    lead.refresh_from_db()
    assert theirs(sandbox, lead)["Rating"] == 3
    assert count(sandbox, UPDATE) == 2
    assert lead.delivery == Lead.Delivery.DELIVERED


def test_a_change_that_is_taken_back_after_its_answer_was_lost_is_taken_back_there_too(
    sandbox, enquire, deliver
):
    lead = enquire(rating=Lead.Rating.WARM)
    deliver()
    lead.refresh_from_db()
    change(lead, rating=Lead.Rating.HOT)
    sandbox.fail("answer_lost", UPDATE)
    deliver()
    sandbox.heal()
    change(lead, rating=Lead.Rating.WARM)

    deliver()

    assert theirs(sandbox, lead)["Rating"] == Lead.Rating.WARM


def test_deleted_is_final(sandbox, delivered, deliver):
    lead = delivered()
    change(lead, status=Lead.Status.DELETED)
    deliver()
    lead.refresh_from_db()
    assert is_final(lead)
    change(lead, status=Lead.Status.NEW, rating=Lead.Rating.HOT)
    deliver()

    assert theirs(sandbox, lead)["LeadStatus"] == 90
    assert count(sandbox, UPDATE) == 1


def test_a_lead_of_an_account_of_before_is_left_alone(sandbox, easycars, delivered, sync):
    lead = delivered()
    Lead.objects.filter(pk=lead.pk).update(account="EC1")
    lead.refresh_from_db()
    change(lead, rating=Lead.Rating.HOT)
    sync()

    assert (count(sandbox, UPDATE), count(sandbox, DETAIL)) == (0, 0)


def test_a_lead_of_the_other_environment_is_left_alone_though_the_account_number_is_the_same(
    sandbox, easycars, delivered, sync
):
    lead = delivered()
    easycars.environment = "production"
    easycars.save()
    change(lead, rating=Lead.Rating.HOT)
    sync()

    assert (count(sandbox, UPDATE), count(sandbox, DETAIL)) == (0, 0)


def test_many_leads_whose_changes_are_refused_do_not_keep_others_from_being_refreshed(
    sandbox, delivered, sync, monkeypatch
):
    monkeypatch.setattr("wagtail_easycars.leads.refresh.REFRESHED_A_RUN", 2)
    refused_at = timezone.now() - timedelta(days=1)
    for _each in range(5):
        delivered()
    Lead.objects.update(
        rating=Lead.Rating.HOT,
        updated_at=refused_at - timedelta(minutes=1),
        synced_at=refused_at,
    )
    delivered()
    run = sync()

    assert (run.unchanged, count(sandbox, UPDATE), count(sandbox, DETAIL)) == (1, 0, 1)


def test_open_leads_are_refreshed_and_others_are_not(sandbox, delivered, sync):
    delivered()
    won = delivered()
    change(won, status=Lead.Status.WON)
    sync()
    before = count(sandbox, DETAIL)
    run = sync()

    assert count(sandbox, DETAIL) - before == 1
    assert run.status == SyncRun.Status.SUCCESS
    assert (run.unchanged, run.changes.count()) == (1, 0)


def test_an_answer_without_status_changes_nothing(sandbox, delivered, sync):
    lead = delivered()
    change(lead, status=Lead.Status.IN_PROGRESS)
    sync()
    sync()

    lead.refresh_from_db()
    assert (lead.status, lead.easycars_status) == (Lead.Status.IN_PROGRESS, None)


def test_theirs_is_taken_over_and_logged(sandbox, easycars, delivered, sync, reports_status):
    easycars.lead_status_policy = Policy.THEIRS
    easycars.save()
    lead = delivered()
    reports_status(lead, 50)
    run = sync()
    sync()

    lead.refresh_from_db()
    assert lead.status == Lead.Status.WON
    assert count(sandbox, UPDATE) == 0
    [entry] = ModelLogEntry.objects.filter(object_id=lead.pk)
    assert entry.data == {"before": 10, "after": 50}
    assert lead.customer_name not in entry.label
    assert "New" in entry.message
    assert run.changes.get().after["lead_status"] == 50


def test_ours_is_sent(sandbox, easycars, delivered, sync, reports_status):
    easycars.lead_status_policy = Policy.OURS
    easycars.save()
    lead = delivered()
    reports_status(lead, 60)
    sync()
    sync()

    lead.refresh_from_db()
    assert lead.status == Lead.Status.NEW
    assert theirs(sandbox, lead)["LeadStatus"] == 10


def test_a_person_is_asked_once(sandbox, delivered, sync, reports_status):
    lead = delivered()
    reports_status(lead, 50)
    runs = [sync(), sync()]

    lead.refresh_from_db()
    assert (lead.status, lead.easycars_status) == (Lead.Status.NEW, Lead.Status.WON)
    assert count(sandbox, UPDATE) == 0
    assert [run.changes.count() for run in runs] == [1, 0]


@pytest.mark.parametrize(("decide", "status"), [(take_theirs, 50), (keep_ours, 10)])
def test_a_person_decides(sandbox, admin_user, delivered, sync, reports_status, *, decide, status):
    lead = delivered()
    reports_status(lead, 50)
    sync()
    lead.refresh_from_db()
    decide(lead, lead.easycars_status, user=admin_user)
    sync()
    sync()

    lead.refresh_from_db()
    assert (lead.status, lead.easycars_status) == (status, None)
    assert theirs(sandbox, lead)["LeadStatus"] == status
    assert ModelLogEntry.objects.get(object_id=lead.pk).user == admin_user


@pytest.mark.parametrize("policy", Policy.values)
def test_a_report_says_nothing_of_a_lead_that_somebody_has_changed_since(delivered, policy):
    lead = delivered()
    change(Lead.objects.get(pk=lead.pk), notes="Called back.")

    assert not take_reported_status(lead, Lead.Status.WON, policy)

    assert (lead.status, lead.easycars_status) == (Lead.Status.NEW, None)
    assert not ModelLogEntry.objects.filter(object_id=lead.pk).exists()


@pytest.mark.parametrize("policy", Policy.values)
def test_what_was_deleted_in_easycars_is_deleted_here(
    sandbox, easycars, delivered, sync, reports_status, *, policy
):
    easycars.lead_status_policy = policy
    easycars.save()
    lead = delivered()
    reports_status(lead, 90)
    sync()

    lead.refresh_from_db()
    assert lead.status == Lead.Status.DELETED

# ruff: noqa: PLR0917  (pytest passes fixtures by name)
"""Leads that EasyCars does not have, or has otherwise, and what becomes of them."""

import pytest

from wagtail_easycars.models import Difference, EasyCarsSettings, Lead, SyncRun

pytestmark = pytest.mark.django_db

THEIRS, OURS = "theirs", "ours"
DETAIL = "GetLeadDetail"


@pytest.fixture
def lead(enquire, deliver):
    """A lead in EasyCars, rated as warm."""
    lead = enquire(rating=Lead.Rating.WARM)
    deliver()
    lead.refresh_from_db()
    assert lead.delivery == Lead.Delivery.DELIVERED
    return lead


@pytest.fixture
def rated_hot_there(sandbox, lead):
    """Somebody has changed the rating in EasyCars itself."""
    [record] = sandbox.leads("harbour")
    changes = {"LeadNumber": lead.lead_number, "Rating": Lead.Rating.HOT.value}
    sandbox.accounts["harbour"].ledger.update(record["Source"], changes)
    return lead


def test_a_lead_that_both_have_alike_does_not_differ(lead, compare, open_differences):
    assert compare().status != SyncRun.Status.FAILED
    assert open_differences() == []


def test_what_the_answer_leaves_out_is_no_difference(lead, compare, open_differences):
    Lead.objects.filter(pk=lead.pk).update(
        status=Lead.Status.IN_PROGRESS, sent_values={**lead.sent_values, "lead_status": 30}
    )

    compare()

    assert open_differences() == []


def test_leads_that_are_not_in_easycars_are_only_here(enquire, compare, open_differences):
    for delivery in ("rejected", "local", "pending"):
        enquire(delivery=delivery)

    compare()

    assert [(kind, cause) for kind, cause, *_rest in open_differences()] == [
        ("lead_only_here", "local"),
        ("lead_only_here", "rejected"),
    ]


def test_nothing_of_a_person_is_kept(enquire, compare):
    enquire(delivery="rejected", customer_name="Kim Lee", message="Call me", notes="Nice")

    compare()

    kept = str(list(Difference.objects.values()))
    assert not [secret for secret in ("Kim", "visitor", "Call me", "Nice") if secret in kept]


def test_a_refused_lead_is_sent_again(enquire, compare, decide, deliver, at_easycars):
    lead = enquire(delivery="rejected")
    compare()

    outcome = decide(OURS)
    deliver()

    assert outcome.decided == 1
    assert str(lead.external_id) in at_easycars()


def test_a_reported_status_is_taken_or_sent(easycars, lead, compare, decide, open_differences):
    easycars.lead_status_policy = EasyCarsSettings.LeadStatusPolicy.ASK
    easycars.save()
    Lead.objects.filter(pk=lead.pk).update(easycars_status=Lead.Status.WON)
    compare()
    [(kind, _cause, reference, field)] = open_differences()
    assert (kind, reference, field) == ("lead_field", lead.lead_number, "status")

    decide(THEIRS)

    lead.refresh_from_db()
    assert (lead.status, lead.easycars_status) == (Lead.Status.WON, None)


def test_the_status_of_the_site_can_be_sent(easycars, lead, compare, decide, deliver, at_easycars):
    Lead.objects.filter(pk=lead.pk).update(
        status=Lead.Status.IN_PROGRESS, easycars_status=Lead.Status.WON
    )
    compare()

    decide(OURS)
    deliver()

    [record] = at_easycars()[str(lead.external_id)]
    assert record["LeadStatus"] == Lead.Status.IN_PROGRESS


def test_a_status_that_has_moved_is_left(lead, compare, decide):
    Lead.objects.filter(pk=lead.pk).update(easycars_status=Lead.Status.WON)
    compare()
    Lead.objects.filter(pk=lead.pk).update(status=Lead.Status.LOST)

    outcome = decide(THEIRS)

    assert (outcome.decided, outcome.moved) == (0, 1)
    assert Lead.objects.get().status == Lead.Status.LOST


def test_leads_that_cannot_be_asked_for_keep_what_was_known(
    sandbox, lead, compare, open_differences
):
    Lead.objects.filter(pk=lead.pk).update(easycars_status=Lead.Status.WON)
    compare()
    known = open_differences()
    sandbox.fail("reset", DETAIL, times=10)

    compare()

    assert open_differences() == known != []


def test_a_rating_is_taken(rated_hot_there, compare, decide, open_differences):
    compare()
    difference = Difference.objects.get()
    assert (difference.ours, difference.theirs) == (Lead.Rating.WARM, Lead.Rating.HOT)

    decide(THEIRS)
    compare()

    assert Lead.objects.get().rating == Lead.Rating.HOT
    assert open_differences() == []


def test_a_rating_is_sent(rated_hot_there, compare, decide, deliver, at_easycars):
    compare()

    decide(OURS)
    deliver()

    [record] = at_easycars()[str(rated_hot_there.external_id)]
    assert record["Rating"] == Lead.Rating.WARM
    compare()
    assert not Difference.objects.exists()

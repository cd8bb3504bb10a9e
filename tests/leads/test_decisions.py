"""What a person decides about a lead that waits for one."""

from __future__ import annotations

import pytest
from wagtail.models import ModelLogEntry

from wagtail_easycars.leads.arrival import note_arrived
from wagtail_easycars.leads.claims import claim
from wagtail_easycars.leads.decisions import send_again
from wagtail_easycars.leads.editing import save_changes
from wagtail_easycars.models import EasyCarsSettings, Lead, LeadAttempt

pytestmark = pytest.mark.django_db

CREATE = "CreateLead"


@pytest.fixture
def held(sandbox, easycars, enquire, deliver):
    """A lead that was looked for in vain at a site that holds such leads."""
    easycars.uncertain_leads = EasyCarsSettings.UncertainLeads.HOLD
    easycars.save()
    lead = enquire()
    sandbox.fail("reset", CREATE)
    deliver()
    deliver()
    lead.refresh_from_db()
    assert lead.delivery == Lead.Delivery.UNCERTAIN
    return lead


def test_a_held_lead_is_sent_again_and_marked(sandbox, held, admin_user, deliver):
    assert send_again(held, admin_user)
    deliver()

    held.refresh_from_db()
    assert (held.delivery, held.possibly_double) == (Lead.Delivery.DELIVERED, True)
    assert len(sandbox.leads("harbour")) == 1
    [entry] = ModelLogEntry.objects.filter(object_id=held.pk)
    assert (entry.user, entry.message) == (admin_user, "Sent again")
    assert held.customer_name not in entry.label


def test_a_held_lead_that_was_found_by_a_person_is_delivered(sandbox, held, sync):
    assert note_arrived(held, " 000017 ", is_checked=True)
    run = sync()

    held.refresh_from_db()
    assert (held.delivery, held.lead_number) == (Lead.Delivery.DELIVERED, "000017")
    assert run.held == 0
    assert sandbox.leads("harbour") == []


def test_what_staff_changed_before_they_found_a_lead_in_easycars_is_sent_there(
    sandbox, easycars, enquire, deliver
):
    easycars.uncertain_leads = EasyCarsSettings.UncertainLeads.HOLD
    easycars.save()
    lead = enquire()
    sandbox.fail("answer_lost", CREATE)
    deliver()
    lead.refresh_from_db()
    lead.rating = Lead.Rating.HOT
    save_changes(lead, ["rating"])
    [theirs] = sandbox.leads("harbour")

    assert note_arrived(lead, theirs["LeadNumber"], is_checked=True)
    deliver()

    [theirs] = sandbox.leads("harbour")
    assert theirs["Rating"] == Lead.Rating.HOT


def test_a_vehicle_is_not_mended_of_a_lead_that_is_on_its_way_by_now(enquire):
    lead = enquire()
    claim(lead.pk, LeadAttempt.Purpose.CREATE, in_state=Lead.Delivery.PENDING)
    lead.vehicle_year = 1999
    assert not save_changes(lead, ["vehicle_year"])
    lead.refresh_from_db()
    assert lead.vehicle_year != 1999
    lead.rating = Lead.Rating.HOT
    assert save_changes(lead, ["rating"])


def test_a_refused_lead_that_was_mended_is_sent_without_a_mark(sandbox, enquire, deliver):
    lead = enquire(customer_email="")
    deliver()
    lead.customer_email = "kim@example.com"
    lead.save(update_fields=["customer_email", "updated_at"])
    assert send_again(lead)
    deliver()

    lead.refresh_from_db()
    assert (lead.delivery, lead.possibly_double) == (Lead.Delivery.DELIVERED, False)


def test_a_local_lead_that_got_a_vehicle_is_sent(sandbox, enquire, deliver):
    lead = enquire(vehicle_year=None)
    deliver()
    lead.vehicle_year = 2020
    lead.save(update_fields=["vehicle_year", "updated_at"])
    assert send_again(lead)
    deliver()

    assert len(sandbox.leads("harbour")) == 1


@pytest.mark.parametrize("decide", [send_again, lambda lead: note_arrived(lead, "000017")])
def test_a_delivered_lead_needs_no_decision(sandbox, enquire, deliver, decide):
    lead = enquire()
    deliver()

    assert not decide(lead)
    deliver()
    assert len(sandbox.leads("harbour")) == 1


def test_with_another_policy_a_held_lead_goes_out_by_itself(sandbox, easycars, held, deliver):
    easycars.uncertain_leads = EasyCarsSettings.UncertainLeads.RESEND
    easycars.save()
    deliver()

    held.refresh_from_db()
    assert (held.delivery, held.possibly_double) == (Lead.Delivery.DELIVERED, True)

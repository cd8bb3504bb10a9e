"""What staff decide about a lead, and what becomes of it at EasyCars."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests.panel.leads.conftest import messages_of, text_of, url_of
from wagtail_easycars.leads.status import keep_ours, take_theirs
from wagtail_easycars.models import EasyCarsSettings, Lead

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clerk")]


@pytest.fixture
def act(client):
    """Confirm an action, as its page asks to."""

    def act_(name, lead, **data):
        return client.post(reverse(f"easycars:{name}", args=[lead.pk]), data, follow=True)

    return act_


@pytest.fixture
def lost(sandbox, easycars, enquire, deliver):
    """A lead that is in EasyCars, where it was looked for in vain."""
    easycars.uncertain_leads = EasyCarsSettings.UncertainLeads.HOLD
    easycars.save()
    lead = enquire()
    sandbox.fail("answer_lost", "CreateLead")
    deliver()
    sandbox.fail("code_7", "GetLeadDetail", times=20)
    deliver()
    sandbox.heal()
    lead.refresh_from_db()
    return lead


def log_of(lead):
    return [entry.message for entry in ModelLogEntry.objects.for_instance(lead)]


def offered(client, lead):
    html = client.get(url_of("edit", lead.pk)).content.decode()
    names = ("send_again", "send_now", "arrived", "take_theirs", "keep_ours", "mark_deleted")
    urls = {name: reverse(f"easycars:lead_{name}", args=[lead.pk]) for name in names}
    return {name for name, url in urls.items() if f'href="{url}"' in html}


def test_a_refused_lead_is_mended_and_sent_again(
    client, sandbox, refused, *, open_lead, act, deliver
):
    saved = open_lead(refused).save(customer_email="kim@example.com")
    again = reverse("easycars:lead_send_again", args=[refused.pk])
    assert f'href="{again}"' in saved.content.decode()
    assert "as it is here now" in text_of(client.get(again))
    response = act("lead_send_again", refused)
    deliver()

    refused.refresh_from_db()
    assert messages_of(response) == ["The enquiry is sent to EasyCars within minutes."]
    assert (refused.delivery, refused.possibly_double) == (Lead.Delivery.DELIVERED, False)
    assert [lead["CustomerName"] for lead in sandbox.leads("harbour")] == ["Kim Nguyen"]
    assert "Sent again" in log_of(refused)


def test_a_held_lead_that_was_found_is_marked_as_arrived(client, sandbox, act, delivered, lost):
    held, other = lost, delivered()
    assert offered(client, held) == {"arrived", "send_again"}

    assert "This field is required" in text_of(act("lead_arrived", held))
    assert "Another enquiry has this" in text_of(
        act("lead_arrived", held, lead_number=other.lead_number)
    )
    assert "no lead with the number 0412345678" in text_of(
        act("lead_arrived", held, lead_number="0412345678")
    )
    number = sandbox.leads("harbour")[0]["LeadNumber"]
    response = act("lead_arrived", held, lead_number=f" {number} ")

    held.refresh_from_db()
    assert messages_of(response) == ["The enquiry is marked as being in EasyCars."]
    assert (held.delivery, held.lead_number) == (Lead.Delivery.DELIVERED, number)
    assert not held.has_unchecked_number
    assert log_of(held) == ["Found in EasyCars"]


def test_a_number_is_not_taken_that_is_another_enquirys_in_easycars_only(act, delivered, lost):
    other = delivered()
    Lead.objects.filter(pk=other.pk).update(lead_number="")

    response = act("lead_arrived", lost, lead_number=other.lead_number)

    lost.refresh_from_db()
    assert f"the one with the reference {lost.reference}" in text_of(response)
    assert lost.delivery == Lead.Delivery.UNCERTAIN


def test_a_number_is_kept_and_compared_later_where_easycars_cannot_be_asked(
    client, sandbox, act, lost
):
    number = sandbox.leads("harbour")[0]["LeadNumber"]
    sandbox.fail("reset", "GetLeadDetail")

    response = act("lead_arrived", lost, lead_number=number)

    lost.refresh_from_db()
    assert (lost.lead_number, lost.has_unchecked_number) == (number, True)
    assert "could not be asked whether the number is right" in messages_of(response)[0]
    assert "It is compared by itself" in text_of(client.get(url_of("edit", lost.pk)))


def test_a_held_lead_is_sent_again_after_a_warning(client, held, act, deliver):
    page = client.get(reverse("easycars:lead_send_again", args=[held.pk]))
    assert "It may be in EasyCars already" in text_of(page)
    act("lead_send_again", held)
    deliver()

    held.refresh_from_db()
    assert (held.delivery, held.possibly_double) == (Lead.Delivery.DELIVERED, True)


def test_a_lead_that_waits_after_a_failure_is_sent_at_once(client, sandbox, enquire, deliver, act):
    lead = enquire()
    sandbox.fail("code_1", "CreateLead", times=4)
    deliver()
    Lead.objects.update(next_attempt_at=timezone.now() + timedelta(hours=1))
    assert offered(client, lead) == {"send_now"}
    act("lead_send_now", lead)

    lead.refresh_from_db()
    assert lead.next_attempt_at is None
    assert log_of(lead) == ["Sent at once"]


def test_a_local_lead_is_sent_once_it_has_a_vehicle(
    client, sandbox, enquire, *, deliver, open_lead, act
):
    lead = enquire(vehicle_year=None)
    deliver()
    assert offered(client, lead) == set()
    open_lead(lead).save(vehicle_year="2020")
    assert offered(client, lead) == {"send_again"}
    act("lead_send_again", lead)
    deliver()

    assert len(sandbox.leads("harbour")) == 1


@pytest.mark.parametrize(
    ("action", "status"),
    [("lead_take_theirs", Lead.Status.WON), ("lead_keep_ours", Lead.Status.NEW)],
)
def test_a_person_decides_where_easycars_has_another_status(
    client, sandbox, delivered, *, deliver, act, action, status
):
    lead = delivered()
    Lead.objects.update(easycars_status=Lead.Status.WON)
    assert offered(client, lead) == {"take_theirs", "keep_ours", "mark_deleted"}
    act(action, lead, reported=Lead.Status.WON)
    deliver()

    lead.refresh_from_db()
    assert (lead.status, lead.easycars_status) == (status, None)
    assert log_of(lead)[0].startswith("Status changed")


@pytest.mark.parametrize("decide", [take_theirs, keep_ours])
def test_of_two_who_decide_on_a_status_at_once_the_second_changes_nothing(delivered, decide):
    lead = delivered()
    Lead.objects.update(easycars_status=Lead.Status.WON)
    first, second = Lead.objects.get(), Lead.objects.get()
    assert take_theirs(first, Lead.Status.WON)

    assert not decide(second, Lead.Status.WON)

    assert Lead.objects.get().status == Lead.Status.WON
    assert len(log_of(lead)) == 1


@pytest.mark.slow
def test_a_decision_on_a_status_that_is_another_by_now_is_not_taken(delivered, act):
    lead = delivered()
    Lead.objects.update(easycars_status=Lead.Status.LOST)
    response = act("lead_take_theirs", lead, reported=Lead.Status.WON)

    assert "Nothing was done" in messages_of(response)[0]
    assert Lead.objects.get().status == Lead.Status.NEW


def test_deleting_says_that_it_is_final_and_reaches_easycars(
    client, sandbox, delivered, deliver, act
):
    lead = delivered()
    page = client.get(reverse("easycars:lead_mark_deleted", args=[lead.pk]))
    assert "deleted is final" in text_of(page)
    assert Lead.objects.get().status == Lead.Status.NEW
    act("lead_mark_deleted", lead)
    deliver()

    assert [each["LeadStatus"] for each in sandbox.leads("harbour")] == [90]


@pytest.mark.slow
@pytest.mark.parametrize(
    "action", ["lead_send_again", "lead_send_now", "lead_arrived", "lead_take_theirs"]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_action_that_is_out_of_date_says_so(client, sandbox, delivered, action, method):
    lead = delivered()
    url = reverse(f"easycars:{action}", args=[lead.pk])
    response = getattr(client, method)(url, {"lead_number": "1"}, follow=True)

    assert messages_of(response) == [
        "Nothing was done: the lead has changed meanwhile. It is now: In EasyCars."
    ]
    assert len(sandbox.leads("harbour")) == 1

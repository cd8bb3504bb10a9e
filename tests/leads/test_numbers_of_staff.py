"""A lead number that a person has entered, and may have entered wrongly."""

from __future__ import annotations

import pytest

from tests.leads.attempts import attempts_of
from tests.leads.changing import change
from wagtail_easycars.leads.arrival import (
    NumberNotFound,
    NumberOfAnotherLead,
    check_lead_number,
    note_arrived,
)
from wagtail_easycars.leads.delivery import get_highest_lead_number
from wagtail_easycars.leads.outbox import get_held, get_open_leads
from wagtail_easycars.leads.privacy import erase_person
from wagtail_easycars.leads.quotations import NotInEasyCars, send_quotation
from wagtail_easycars.models import EasyCarsSettings, Lead

pytestmark = pytest.mark.django_db

CREATE, UPDATE, DETAIL = "CreateLead", "UpdateLead", "GetLeadDetail"
PHONE_NUMBER = "0412345678"


@pytest.fixture
def hold(easycars):
    easycars.uncertain_leads = EasyCarsSettings.UncertainLeads.HOLD
    easycars.save()


@pytest.fixture
def lose(sandbox, hold, enquire, deliver):
    """Send a lead whose answer is lost, and which is looked for in vain; ``is_there`` or not."""

    def make(*, is_there=True, **values):
        lead = enquire(**values)
        sandbox.fail("answer_lost" if is_there else "reset", CREATE)
        deliver()
        sandbox.fail("code_7", DETAIL, times=20)
        deliver()
        sandbox.heal()
        lead.refresh_from_db()
        assert lead.delivery == Lead.Delivery.UNCERTAIN
        return lead

    return make


def number_at_easycars(sandbox, lead):
    there = {each["ExternalID"]: each["LeadNumber"] for each in sandbox.leads("harbour")}
    return there[str(lead.external_id)]


def test_the_right_number_is_recognised(sandbox, lose):
    lead = lose()

    assert check_lead_number(lead, number_at_easycars(sandbox, lead))


def test_a_number_that_easycars_does_not_know_is_refused(lose):
    with pytest.raises(NumberNotFound, match=PHONE_NUMBER):
        check_lead_number(lose(), PHONE_NUMBER)


def test_the_number_of_another_lead_is_refused(sandbox, delivered, lose):
    other = delivered()
    lead = lose()

    with pytest.raises(NumberOfAnotherLead, match=lead.reference):
        check_lead_number(lead, other.lead_number)


@pytest.mark.parametrize("fault", ["reset", "code_1", "code_9", "html_page"])
def test_where_easycars_cannot_be_asked_nobody_knows(sandbox, lose, fault):
    lead = lose()
    sandbox.fail(fault, DETAIL, times=4)

    assert not check_lead_number(lead, number_at_easycars(sandbox, lead))


def test_of_a_site_that_is_switched_off_nobody_knows(sandbox, easycars, lose):
    lead = lose()
    easycars.is_active = False
    easycars.save()

    assert not check_lead_number(lead, number_at_easycars(sandbox, lead))


def test_a_number_that_nobody_has_compared_is_not_the_highest(easycars, delivered, lose):
    other = delivered()
    note_arrived(lose(), PHONE_NUMBER)

    assert get_highest_lead_number(easycars) == other.lead_number


def test_a_number_that_was_compared_is(sandbox, easycars, lose):
    lead = lose()
    number = number_at_easycars(sandbox, lead)
    note_arrived(lead, number, is_checked=True)

    assert get_highest_lead_number(easycars) == number


def test_a_wrong_number_keeps_no_later_lead_from_being_found(
    sandbox, enquire, delivered, lose, deliver
):
    delivered()
    note_arrived(lose(is_there=False), PHONE_NUMBER)
    later = enquire()
    sandbox.fail("answer_lost", CREATE)
    sandbox.fail("reset", DETAIL)
    deliver()
    assert Lead.objects.filter(lead_number=PHONE_NUMBER).exists()

    deliver()

    later.refresh_from_db()
    assert (later.delivery, later.possibly_double) == (Lead.Delivery.DELIVERED, False)
    assert later.lead_number == number_at_easycars(sandbox, later)


def test_once_easycars_can_be_asked_the_right_number_is_confirmed_and_changes_follow(
    sandbox, easycars, lose, deliver
):
    lead = lose()
    note_arrived(lead, number_at_easycars(sandbox, lead))
    change(Lead.objects.get(), rating=Lead.Rating.HOT)

    deliver()

    lead.refresh_from_db()
    [there] = sandbox.leads("harbour")
    assert (lead.delivery, lead.has_unchecked_number) == (Lead.Delivery.DELIVERED, False)
    assert (there["Rating"], lead.customer_no) == (Lead.Rating.HOT, there["CustomerNo"])
    assert attempts_of(lead)[-2:] == [("find", "done"), ("update", "done")]


@pytest.mark.parametrize("is_anothers", [True, False])
def test_once_easycars_can_be_asked_a_wrong_number_is_taken_back_and_nobody_elses_lead_changed(
    sandbox, easycars, delivered, lose, *, sync, is_anothers
):
    other = delivered()
    lead = lose(is_there=False)
    note_arrived(lead, other.lead_number if is_anothers else PHONE_NUMBER)
    change(Lead.objects.get(pk=lead.pk), rating=Lead.Rating.HOT)

    run = sync()

    lead.refresh_from_db()
    assert (lead.delivery, lead.lead_number) == (Lead.Delivery.UNCERTAIN, "")
    assert "number" in lead.last_error
    assert list(get_held(easycars)) == [lead]
    assert run.held == 1
    assert [call for call in sandbox.calls if call.endpoint == UPDATE] == []


def test_until_easycars_can_be_asked_nothing_is_sent_or_asked_of_the_lead(
    sandbox, easycars, lose, deliver
):
    lead = lose()
    note_arrived(lead, number_at_easycars(sandbox, lead))
    change(Lead.objects.get(), rating=Lead.Rating.HOT)
    sandbox.fail("reset", DETAIL)

    deliver()

    lead.refresh_from_db()
    assert (lead.delivery, lead.has_unchecked_number) == (Lead.Delivery.DELIVERED, True)
    assert lead.next_attempt_at is not None
    assert [call for call in sandbox.calls if call.endpoint == UPDATE] == []
    assert list(get_open_leads(easycars)) == []


def test_nothing_is_quoted_under_a_number_that_nobody_has_compared(sandbox, lose):
    lead = lose()
    note_arrived(lead, number_at_easycars(sandbox, lead))
    lead.refresh_from_db()

    with pytest.raises(NotInEasyCars, match="number"):
        send_quotation(lead, None)


def test_a_number_that_nobody_has_compared_is_erased_with_the_person(lose):
    """It was typed, and may be anything: a telephone number."""
    lead = lose()
    note_arrived(lead, "0412345678")

    erasure = erase_person(lead.customer_email)

    lead.refresh_from_db()
    assert (lead.lead_number, lead.has_unchecked_number) == ("", False)
    assert erasure.lead_numbers == []
    assert erasure.uncertain == [str(lead.external_id)]

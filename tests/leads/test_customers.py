"""A customer whom EasyCars knows is not made anew; a customer is known by name and email."""

from __future__ import annotations

import pytest

from tests.conftest import connect, make_site

pytestmark = pytest.mark.django_db

KIM = {"customer_name": "Kim Nguyen", "customer_email": "kim@example.com"}


def customers(sandbox):
    return sandbox.accounts["harbour"].ledger.contacts.search()


def searches(sandbox):
    return [call for call in sandbox.calls if call.endpoint == "SearchContacts"]


def in_easycars(sandbox, **values):
    contact = {"Name": "Kim Nguyen", "Email": "kim@example.com", "Phone": "0298765432"}
    return sandbox.accounts["harbour"].ledger.contacts.find_or_add({**contact, **values})


def test_a_customer_of_an_earlier_lead_is_sent_by_number(sandbox, enquire, deliver):
    first = enquire(**KIM)
    deliver()
    second = enquire(customer_name="KIM NGUYEN ", customer_email="Kim@Example.com")
    deliver()

    first.refresh_from_db()
    second.refresh_from_db()
    assert second.customer_no == first.customer_no != ""
    assert len(customers(sandbox)) == 1
    assert len(searches(sandbox)) == 1


def test_a_customer_whom_the_dealer_entered_is_found(sandbox, enquire, deliver):
    number = in_easycars(sandbox)
    lead = enquire(customer_name="kim nguyen", customer_email="KIM@example.com")
    deliver()

    lead.refresh_from_db()
    assert lead.customer_no == number


@pytest.mark.parametrize(
    "other", [{"Name": "Kim Nguyen-Lee"}, {"Email": "someone@example.com"}, {"Name": ""}]
)
def test_another_name_or_email_is_another_customer(sandbox, enquire, deliver, other):
    number = in_easycars(sandbox, **other)
    lead = enquire(**KIM, customer_phone="0298765432")
    deliver()

    lead.refresh_from_db()
    assert lead.customer_no != number


def test_an_enquiry_cannot_overwrite_what_easycars_knows_of_a_customer(sandbox, enquire, deliver):
    in_easycars(sandbox)
    enquire(**KIM, customer_phone="0400000000", customer_address="1 Elsewhere Street")
    deliver()

    [customer] = customers(sandbox)
    [lead] = sandbox.leads("harbour")
    assert (customer["Phone"], customer["Address"]) == ("0298765432", "")
    assert "0400000000" in lead["Notes"]


@pytest.mark.parametrize(
    ("fault", "options"), [("reset", {}), ("code_7", {}), ("code_1", {}), ("status", {})]
)
def test_a_search_that_fails_keeps_no_lead(sandbox, enquire, deliver, fault, options):
    enquire(**KIM)
    sandbox.fail(fault, "SearchContacts", times=2, **options)
    deliver()

    assert len(sandbox.leads("harbour")) == 1


def test_a_number_that_easycars_no_longer_knows_keeps_no_lead(sandbox, enquire, deliver):
    earlier = enquire(**KIM)
    deliver()
    type(earlier).objects.filter(pk=earlier.pk).update(customer_no="99999")
    later = enquire(**KIM)
    deliver()

    later.refresh_from_db()
    assert later.delivery == "delivered"
    assert later.customer_no != "99999"


def test_customers_of_another_account_are_others(sandbox, enquire, deliver):
    outback = connect(make_site("outback.example"), sandbox.accounts["outback"])
    earlier = enquire(**KIM)
    enquire()
    deliver()
    later = enquire(outback, **KIM)
    deliver(outback)

    earlier.refresh_from_db()
    later.refresh_from_db()
    assert (earlier.account, later.account) == ("EC900001", "EC900002")
    assert len(sandbox.accounts["outback"].ledger.contacts.search()) == 1
    assert len(searches(sandbox)) == 3

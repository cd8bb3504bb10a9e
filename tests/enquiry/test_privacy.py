"""What is kept of a person, and how it goes."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.forms.models import model_to_dict
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, Site

from tests.conftest import make_site
from wagtail_easycars.leads.mails import deliver_due_mails
from wagtail_easycars.leads.privacy import erase_person, months_before
from wagtail_easycars.models import EasyCarsSettings, Lead
from wagtail_easycars.retention import give_up_expired

PERSON = {
    "customer_name": "Jo Citizen",
    "customer_email": "jo@citizen.example",
    "customer_phone": "(02) 9799 1234",
    "customer_mobile": "0412 345 678",
    "customer_address": "1 Citizen Street",
    "customer_city": "Citizenville",
    "customer_state": "Citizenland",
    "customer_postcode": "2046",
    "message": "Citizen asks",
    "notes": "Citizen was here",
}


@pytest.fixture
def make_lead(dealer):
    def make(**values):
        defaults = {"site": dealer.site, **PERSON, "delivery": Lead.Delivery.DELIVERED}
        return Lead.objects.create(**{**defaults, **values})

    return make


def everything_about(lead):
    """Return all that is stored of ``lead``, as text."""
    lead.refresh_from_db()
    stored = [str(getattr(lead, field.attname)) for field in Lead._meta.concrete_fields]
    entries = ModelLogEntry.objects.filter(object_id=str(lead.pk))
    return json.dumps([*stored, *entries.values_list("label", flat=True)])


def erase(*arguments):
    out = StringIO()
    call_command("easycars_erase_person", *arguments, stdout=out)
    return out.getvalue()


def test_nothing_of_an_erased_person_is_left_but_what_counts_is(make_lead):
    lead = make_lead(
        lead_number="000017",
        vehicle_make="TOYOTA",
        customer_no="C0005",
        sent_values={"lead_customer": {"name": "Jo Citizen"}},
        last_error="Citizen",
        mail_error="Citizen",
    )
    log(instance=lead, action="wagtail.edit")
    external_id = lead.external_id
    erase_person("JO@Citizen.example ")
    stored = everything_about(lead).lower()
    for value in (*PERSON.values(), "citizen", "C0005"):
        assert value.lower() not in stored
    assert (lead.lead_number, lead.vehicle_make) == ("000017", "TOYOTA")
    assert lead.external_id == external_id
    assert lead.anonymised_at is not None


def test_no_field_of_the_customer_is_forgotten(make_lead):
    lead = make_lead()
    personal = {name for name in model_to_dict(lead) if name.startswith("customer_")}
    erase_person("jo@citizen.example")
    lead.refresh_from_db()
    assert {name for name in personal if getattr(lead, name)} == set()


def test_somebody_elses_leads_stay(make_lead):
    other = make_lead(customer_email="kim@citizen.example")
    erase_person("jo@citizen.example")
    assert "Jo Citizen" in everything_about(other)


def test_an_erased_lead_is_neither_sent_nor_mailed_nor_a_change(make_lead, dealer, mailoutbox):
    lead = make_lead(delivery=Lead.Delivery.PENDING)
    former = lead.updated_at
    erase_person("jo@citizen.example")
    deliver_due_mails(dealer.site_id)
    lead.refresh_from_db()
    assert lead.delivery == Lead.Delivery.LOCAL
    assert lead.updated_at == former
    assert mailoutbox == []


def test_the_command_names_what_easycars_still_has(make_lead):
    make_lead(lead_number="000017")
    uncertain = make_lead(delivery=Lead.Delivery.UNCERTAIN)
    said = erase("--email", "jo@citizen.example")
    assert "2 leads" in said
    assert "000017" in said
    assert str(uncertain.external_id) in said
    assert "0 leads" in erase("--email", "jo@citizen.example")


def test_a_lead_that_is_being_sent_is_left_for_later_and_the_command_says_so(make_lead):
    lead = make_lead(
        delivery=Lead.Delivery.SENDING, claimed_until=timezone.now() + timedelta(minutes=5)
    )
    with pytest.raises(CommandError, match="being sent"):
        erase("--email", "jo@citizen.example")
    assert "Jo Citizen" in everything_about(lead)


def test_a_dealer_can_erase_a_person_without_the_other_dealers(make_lead):
    elsewhere = make_lead(site=make_site("outback.example"))
    here = make_lead()
    report = json.loads(
        erase("--email", "jo@citizen.example", "--site", "harbour.example", "--json")
    )
    assert report["erased"] == 1
    assert "Jo Citizen" in everything_about(elsewhere)
    assert "Jo Citizen" not in everything_about(here)


def test_what_is_no_address_is_wrong_use():
    with pytest.raises(CommandError) as caught:
        erase("--email", "%")
    assert caught.value.returncode == 2


@pytest.fixture
def keep_for(dealer):
    def keep(months):
        EasyCarsSettings.objects.filter(pk=dealer.pk).update(lead_retention_months=months)

    return keep


def anonymise_old_leads(now):
    """Return how many leads ``easycars_prune --all-sites`` would make anonymous, and do it."""
    return sum(give_up_expired(site, now).leads for site in Site.objects.all())


def received(lead, moment):
    Lead.objects.filter(pk=lead.pk).update(created_at=moment)
    return lead


def test_leads_older_than_the_site_keeps_them_become_anonymous(make_lead, keep_for):
    keep_for(6)
    now = timezone.now()
    old = received(make_lead(), months_before(now, 6) - timedelta(minutes=1))
    young = received(make_lead(), months_before(now, 6) + timedelta(minutes=1))
    assert anonymise_old_leads(now) == 1
    assert "Citizen" not in everything_about(old)
    assert "Citizen" in everything_about(young)
    assert anonymise_old_leads(now) == 0


def test_without_a_limit_leads_are_kept(make_lead):
    received(make_lead(), timezone.now() - timedelta(days=9999))
    assert anonymise_old_leads(timezone.now()) == 0


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ({"delivery": Lead.Delivery.PENDING}, 0),
        ({"delivery": Lead.Delivery.PENDING, "notified_at": timezone.now()}, 1),
        ({"delivery": Lead.Delivery.DELIVERED}, 1),
    ],
    ids=["has reached nobody", "mailed", "delivered"],
)
def test_a_lead_that_has_reached_nobody_is_kept(make_lead, keep_for, values, count):
    keep_for(1)
    received(make_lead(**values), timezone.now() - timedelta(days=400))
    assert anonymise_old_leads(timezone.now()) == count


def test_nobody_can_ask_for_more_months_than_the_calendar_has(dealer, make_lead, keep_for):
    dealer.lead_retention_months = 30_000
    with pytest.raises(ValidationError, match="1200"):
        dealer.clean_fields()
    keep_for(1200)
    make_lead(delivery=Lead.Delivery.DELIVERED)
    assert anonymise_old_leads(timezone.now()) == 0


def test_months_end_where_the_calendar_says():
    assert months_before(datetime(2027, 3, 31, tzinfo=UTC), 1) == datetime(2027, 2, 28, tzinfo=UTC)
    assert months_before(datetime(2027, 1, 15, tzinfo=UTC), 13) == datetime(
        2025, 12, 15, tzinfo=UTC
    )

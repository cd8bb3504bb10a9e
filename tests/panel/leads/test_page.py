"""The page of a lead: the enquiry, what became of it, and what staff change of it."""

from __future__ import annotations

from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests.panel.leads.conftest import messages_of, text_of, text_outside_details, url_of
from wagtail_easycars.leads.privacy import erase_person
from wagtail_easycars.models import Lead
from wagtail_easycars.panel.leads.links import get_reply_link

pytestmark = pytest.mark.django_db

ENQUIRY = {
    "customer_name": "Kim Nguyen",
    "customer_email": "kim@example.com",
    "customer_mobile": "0412 345 678",
    "preferred_contact": "phone",
    "kind": Lead.Kind.SELL,
    "interest": Lead.Interest.SELL,
    "vehicle_registration": "ABC12D",
    "vehicle_odometer": 84_500,
    "source_vehicle": "2021 Toyota Camry (A77)",
    "vehicle_price": Decimal(18_500),
    "finance_status": Lead.FinanceStatus.MAYBE,
    "message": "What would you give me?\nIt has a dent.",
    "source_page_url": "https://harbour.example/vehicles/camry/",
    "consent_text": "You may use what I wrote.",
    "consent_version": "2027-03",
    "consented_at": timezone.now(),
}


@pytest.mark.parametrize(("rights", "view"), [(["view"], "inspect"), (["view", "change"], "edit")])
def test_it_says_all_of_the_enquiry(client, log_in, enquire, rights, view):
    log_in(rights=rights)
    lead = enquire(**ENQUIRY)
    text = text_of(client.get(url_of(view, lead.pk)))

    for fact in (
        "Kim Nguyen",
        "kim@example.com",
        "0412 345 678",
        "Preferred contact Phone",
        "Sell or trade in",
        "2021 Toyota Corolla",
        "Rego ABC12D",
        "84,500 km",
        "2021 Toyota Camry (A77)",
        "$18,500",
        "Maybe",
        "What would you give me?",
        "https://harbour.example/vehicles/camry/",
        "You may use what I wrote.",
        "2027-03",
        lead.reference,
    ):
        assert fact in text


def test_a_reply_begins_with_the_subject_and_what_was_asked(client, clerk, enquire):
    lead = enquire(**ENQUIRY)
    soup = BeautifulSoup(client.get(url_of("edit", lead.pk)).content.decode(), "html.parser")
    links = {urlsplit(each["href"]).scheme: each["href"] for each in soup.select("main a[href]")}
    mail = urlsplit(links["mailto"])
    fields = {name: values[0] for name, values in parse_qs(mail.query).items()}

    assert mail.path == "kim@example.com"
    assert fields["subject"] == f"Your enquiry: 2021 Toyota Corolla ({lead.reference})"
    assert "> What would you give me?\r\n> It has a dent." in fields["body"]
    assert links["tel"] == "tel:0412345678"


def test_a_reply_has_no_header_of_the_visitors(enquire):
    link = get_reply_link(enquire(vehicle_make="Mazda\r\nBcc: spy@example.com"))

    assert "\n" not in parse_qs(urlsplit(link).query)["subject"][0]


def test_what_a_visitor_typed_is_text_and_no_link_of_theirs_is_followed(client, clerk, enquire):
    lead = enquire(message="<b>bold</b>", source_page_url="javascript:alert(1)")
    html = client.get(url_of("edit", lead.pk)).content.decode()

    assert "<b>bold</b>" not in html
    assert 'href="javascript:' not in html


def test_it_says_why_easycars_refused_it_and_what_to_do(client, clerk, refused):
    page = client.get(url_of("edit", refused.pk))
    text = text_of(page)

    assert "Refused" in text
    assert "takes no lead without a name and an email address" in text
    assert "LeadCustomer" not in text_outside_details(page)
    assert "Send the lead. Refused by EasyCars" in text


def test_once_it_is_mended_it_says_to_send_it_again_and_not_what_was_wrong(
    client, clerk, refused, open_lead
):
    open_lead(refused).save(customer_email="kim@example.com")
    page = client.get(url_of("edit", refused.pk))

    assert "It has been changed since EasyCars refused it. Send it again." in text_of(page)
    assert "LeadCustomer" not in text_outside_details(page)


def test_it_says_when_it_is_tried_again_and_keeps_the_technical_detail_folded(
    client, clerk, sandbox, enquire, deliver
):
    lead = enquire()
    sandbox.fail("code_9", "CreateLead")
    deliver()
    response = client.get(url_of("edit", lead.pk))
    soup = BeautifulSoup(response.content.decode(), "html.parser")
    lead.refresh_from_db()

    assert "It is looked for in EasyCars" in text_of(response)
    assert "Outcome unknown" in text_of(response)
    assert "CreateLead" in soup.select_one("details details").text


def test_it_is_honest_that_easycars_reports_no_status(client, clerk, delivered):
    lead = delivered()
    text = text_of(client.get(url_of("edit", lead.pk)))

    assert f"Lead {lead.lead_number}" in text
    assert "A status that is changed in EasyCars does not show here." in text


def test_status_rating_and_notes_are_saved_logged_and_sent(
    sandbox, delivered, clerk, open_lead, deliver
):
    lead = delivered(customer_name="Kim Nguyen")
    response = open_lead(lead).save(status="30", rating="3", notes="Rang twice.")
    deliver()

    lead.refresh_from_db()
    assert (lead.status, lead.rating, lead.notes) == (30, 3, "Rang twice.")
    [there] = sandbox.leads("harbour")
    assert (there["LeadStatus"], there["Rating"]) == (30, 3)
    assert "updated" in messages_of(response)[0]
    entries = ModelLogEntry.objects.for_instance(lead)
    assert {entry.action for entry in entries} == {"wagtail.edit", "wagtail_easycars.lead_status"}
    assert {entry.user for entry in entries} == {clerk}
    assert not [entry for entry in entries if "Kim" in entry.label]


def test_saving_nothing_changes_nothing(delivered, clerk, open_lead):
    lead = delivered()
    open_lead(lead).save()

    assert Lead.objects.get().updated_at == lead.updated_at


def test_what_easycars_or_a_colleague_changed_meanwhile_stays(delivered, clerk, open_lead):
    lead = delivered()
    form = open_lead(lead)
    Lead.objects.update(status=Lead.Status.WON)
    form.save(notes="Rang twice.")

    assert Lead.objects.get().status == Lead.Status.WON


def test_nobody_saves_what_was_erased_meanwhile(enquire, clerk, open_lead):
    lead = enquire(customer_name="Kim Nguyen")
    form = open_lead(lead)
    erase_person(lead.customer_email)
    response = form.save(notes="Kim rang.", customer_mobile="0412 345 678")

    lead.refresh_from_db()
    assert (lead.notes, lead.customer_mobile) == ("", "")
    assert "Person erased" in text_of(response)


def test_the_vehicle_can_be_mended_until_easycars_has_it(refused, delivered, clerk, open_lead):
    assert "vehicle_make" in open_lead(refused).data
    assert "vehicle_make" not in open_lead(delivered()).data


def test_a_phone_number_that_cannot_be_called_is_refused_kindly(enquire, clerk, open_lead):
    response = open_lead(enquire()).save(customer_phone="97991234")

    assert "Give its area code" in text_of(response)


def test_deleted_is_no_status_among_others(delivered, clerk, open_lead):
    form = open_lead(delivered())
    offered = [each["value"] for each in form.soup.select("select[name=status] option")]

    assert offered == ["10", "30", "50", "60"]


@pytest.mark.parametrize("end", ["erased", "deleted"])
def test_where_nothing_can_be_changed_any_more_it_is_only_shown(
    client, clerk, delivered, deliver, end
):
    lead = delivered()
    if end == "erased":
        erase_person(lead.customer_email)
    else:
        Lead.objects.update(status=Lead.Status.DELETED, synced_at=None)
        deliver()
    response = client.get(url_of("edit", lead.pk), follow=True)

    assert response.redirect_chain == [(url_of("inspect", lead.pk), 302)]
    said = {"erased": "the person was erased", "deleted": "deleted in EasyCars, which is final"}
    assert said[end] in text_of(response)

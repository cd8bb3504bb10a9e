"""A quotation made from a lead: held to the contract, sent once, its number kept."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.panel.leads.conftest import messages_of, text_of, url_of
from wagtail_easycars.models import Lead, Vehicle

pytestmark = pytest.mark.django_db

ENTERED = {
    "follows": "0",
    "yard_code": "100",
    "quote_date": "2027-03-07",
    "base_price": "$40,000",
    "selling_price": "38,990.50",
    "discount": "1009.50",
    "rego_state": "NSW",
    "tradeins-TOTAL_FORMS": "1",
    "tradeins-INITIAL_FORMS": "0",
    "extras-TOTAL_FORMS": "4",
    "extras-INITIAL_FORMS": "0",
    "tradeins-0-vehicle_type": "1",
    "tradeins-0-rego_state": "",
    **{f"extras-{number}-extra_type": "1" for number in range(4)},
}
TRADEIN = {
    "tradeins-0-make": "Mazda",
    "tradeins-0-model": "3",
    "tradeins-0-vehicle_year": "2015",
    "tradeins-0-allowance": "9,000",
}


@pytest.fixture
def lead(delivered):
    return delivered(stock_number="A1")


@pytest.fixture
def quote(client, clerk, lead):
    def send(**changes):
        url = reverse("easycars:lead_quotation", args=[lead.pk])
        return client.post(url, {**ENTERED, **changes}, follow=True)

    return send


def count(sandbox):
    return len([call for call in sandbox.calls if call.endpoint == "CreateQuotation"])


def test_the_form_brings_along_what_is_known(client, clerk, easycars, delivered):
    easycars.yard_codes = "100,200"
    easycars.save()
    lead = delivered(vehicle_price=18_500)
    html = client.get(reverse("easycars:lead_quotation", args=[lead.pk])).content.decode()

    assert 'value="18500.00"' in html
    assert '<option value="200">' in html


def test_yards_are_offered_by_name(client, clerk, easycars, lead):
    Vehicle.objects.create(
        site=easycars.site,
        stock_number="A1",
        source=Vehicle.Source.EASYCARS,
        yard_code="200",
        yard_name="Brookvale",
    )
    easycars.yard_codes = "200"
    easycars.save()
    html = client.get(reverse("easycars:lead_quotation", args=[lead.pk])).content.decode()

    assert '<option value="200">Brookvale (200)</option>' in html


def test_a_quotation_is_sent_and_its_number_shown(client, sandbox, lead, quote):
    response = quote(**TRADEIN, **{"extras-0-extra_type": "8", "extras-0-amount": "1500"})

    assert messages_of(response) == ["EasyCars has quotation 000001."]
    assert "000001" in text_of(client.get(url_of("edit", lead.pk)))
    assert Lead.objects.get().quote_number == "000001"


def test_a_second_click_sends_no_second_quotation(sandbox, quote):
    quote()
    response = quote()

    assert count(sandbox) == 1
    assert "A quotation was sent meanwhile" in messages_of(response)[0]


def test_errors_are_at_the_fields_and_nothing_is_sent(sandbox, quote):
    response = quote(base_price="a lot", **{**TRADEIN, "tradeins-0-make": ""})
    text = text_of(response)

    assert messages_of(response) == ["Nothing was sent to EasyCars. Correct what is marked."]
    assert "Enter an amount in AUD" in text
    assert "This field is required" in text
    assert count(sandbox) == 0


@pytest.mark.slow
def test_what_only_the_contract_forbids_is_at_its_field_too(sandbox, quote, monkeypatch):
    form = "wagtail_easycars.panel.leads.quotation.forms.TradeinForm"
    monkeypatch.setattr(f"{form}.base_fields", dict(_without_limits(form)))
    response = quote(**{**TRADEIN, "tradeins-0-model": "3" * 51})
    [tradein] = response.context["entry"].tradeins.forms

    assert tradein.errors == {"model": ["is longer than 50 characters"]}
    assert count(sandbox) == 0


def _without_limits(path):
    from copy import deepcopy

    from django.utils.module_loading import import_string

    fields = deepcopy(import_string(path).base_fields)
    fields["model"].max_length, fields["model"].validators = None, []
    return fields


@pytest.mark.slow
def test_a_refusal_leaves_what_was_entered_and_says_why(sandbox, quote):
    response = quote(yard_code="999")

    assert "YardCode is not known" in text_of(response)
    assert 'value="38,990.50"' in response.content.decode()
    assert Lead.objects.get().quote_number == ""


@pytest.mark.slow
def test_where_the_answer_was_lost_a_person_has_to_look(sandbox, quote):
    sandbox.fail("answer_lost", "CreateQuotation")
    response = quote()
    again = quote()

    assert "Nobody knows whether" in messages_of(response)[0]
    assert "sent meanwhile" in messages_of(again)[0]
    assert count(sandbox) == 1


def test_it_is_offered_only_where_it_can_be_made(client, clerk, enquire, delivered):
    for lead in (delivered(interest=Lead.Interest.SELL), enquire()):
        url = reverse("easycars:lead_quotation", args=[lead.pk])
        assert url not in client.get(url_of("edit", lead.pk)).content.decode()
        assert "No quotation can be made" in messages_of(client.get(url, follow=True))[0]

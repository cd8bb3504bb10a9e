"""What a visitor agreed to is what the visitor saw."""

from __future__ import annotations

import pytest

from tests.enquiry.conftest import ANSWERS, read_form
from wagtail_easycars.models import EasyCarsSettings, Lead

OLD, NEW = "You may <call> me.", "You may call me and write to me."


@pytest.fixture
def asks(dealer):
    """Have the dealer ask for a consent, which changes at once."""

    def ask(text, version):
        EasyCarsSettings.objects.filter(pk=dealer.pk).update(
            consent_text=text, consent_version=version
        )

    return ask


def test_nothing_is_asked_where_the_dealer_asks_for_nothing(see, send, dealer):
    assert "consent" not in see().content.decode()
    send()
    assert Lead.objects.get().consented_at is None


def test_text_version_and_time_are_kept(send, asks, lead):
    asks(OLD, "1")
    send(consent="on")
    assert (lead().consent_text, lead().consent_version) == (OLD, "1")
    assert lead().consented_at is not None


def test_without_consent_the_visitor_is_asked_for_it(see, send, asks):
    asks(OLD, "1")
    html = send().content.decode()
    assert "Tick this" in html
    assert "You may &lt;call&gt; me." in html
    assert not Lead.objects.exists()


@pytest.mark.parametrize(("text", "version"), [(NEW, "2"), ("", "")])
def test_a_text_that_changed_meanwhile_costs_nothing_and_is_not_put_in_the_mouth(
    see, post, asks, text, version
):
    asks(OLD, "1")
    form = read_form(see())
    asks(text, version)
    assert post({**form.values, **ANSWERS, "consent": "on"}).status_code == 302
    lead = Lead.objects.get()
    assert (lead.consent_text, lead.consent_version) == (OLD, "1")


def test_a_page_from_before_the_dealer_asked_is_taken_without_consent(
    see, post, asks, lead, dealer
):
    form = read_form(see())
    asks(NEW, "2")
    post({**form.values, **ANSWERS})
    assert (lead().consent_text, lead().consented_at) == ("", None)


def test_who_agreed_to_a_text_that_nobody_can_vouch_for_is_asked_again(see, post, asks, lead):
    asks(NEW, "2")
    form = read_form(see())
    forged = {**form.values, **ANSWERS, "consent": "on", "ticket": f"x{form.values['ticket']}"}
    second = read_form(post(forged))
    assert "consent" not in second.values
    assert second.values["message"] == ANSWERS["message"]
    post({**second.values, "consent": "on"})
    assert lead().consent_text == NEW

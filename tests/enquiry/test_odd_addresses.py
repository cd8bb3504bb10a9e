"""Whatever address and name a visitor has, the dealer gets the mail."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from wagtail_easycars.leads.letters import write_to_dealer
from wagtail_easycars.leads.mails import deliver_due_mails
from wagtail_easycars.models import Lead

pytestmark = pytest.mark.django_db

NAME = "Zoë Müller"
ODD = ['""@x.example', r'"\\"@x.example', '"\x01"@x.example', r'"\""@x.example', r'"\ "@x.example']

# Where Django's validator allows anything in quotes, it means anything but a line break.
characters = st.characters(max_codepoint=0x7F) | st.sampled_from('"\\@.,<>()[]: \x01\x7f')
quoted = st.text(characters, max_size=12).map(lambda text: f'"{text}"')
plain = st.text(st.characters(codec="utf-8") | st.sampled_from("ab.+'!#"), min_size=1, max_size=12)
domains = st.sampled_from(["x.example", "münchen.example", "[127.0.0.1]", "[::1]"])
addresses = st.builds("{}@{}".format, quoted | plain, domains)
names = st.text(st.characters(codec="utf-8") | st.sampled_from('"\\@,<>()=?\r\nü'), max_size=40)


def is_valid(address):
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True


def get_reply_addresses(message):
    parsed = message_from_bytes(message.message().as_bytes(linesep="\r\n"), policy=default)
    return [each.addr_spec for each in parsed["Reply-To"].addresses] if parsed["Reply-To"] else []


@pytest.fixture
def write(dealer):
    """Write the mail about an enquiry by somebody with this name and address."""

    def write_(name, address):
        lead = Lead(pk=1, site=dealer.site, customer_name=name, customer_email=address)
        return write_to_dealer(lead, dealer)

    return write_


@pytest.mark.parametrize("address", ODD)
def test_the_dealer_gets_the_mail_about_an_odd_address(dealer, address):
    Lead.objects.create(site=dealer.site, customer_name=NAME, customer_email=address)

    deliver_due_mails(dealer.site_id)

    assert [message.to for message in mail.outbox] == [["sales@harbour.example"]]
    assert Lead.objects.get().notified_at is not None


def test_what_a_header_cannot_bear_with_the_name_it_bears_without(write):
    message = write(NAME, r'"a\"b"@x.example')

    assert get_reply_addresses(message) == [r'"a\"b"@x.example']
    assert NAME in message.body


def test_what_a_header_cannot_bear_at_all_is_in_the_text(write):
    message = write(NAME, '""@x.example')

    assert message.reply_to == []
    assert '""@x.example' in message.body


def test_a_proper_address_keeps_its_name(write):
    assert write(NAME, "zoe@x.example").reply_to == [f"{NAME} <zoe@x.example>"]


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(name=names, address=addresses)
@example(name=NAME, address=ODD[0])
@example(name="", address=ODD[1])
def test_no_address_makes_a_mail_that_cannot_be_sent_or_is_answered_to_another(
    write, name, address
):
    message = write(name, address)

    replies = get_reply_addresses(message)
    assert len(replies) <= 1
    if replies and is_valid(address) and address.isascii():
        assert _parts(replies[0]) == _parts(address)


def _parts(address):
    """Return user and domain as they are meant, whatever is quoted."""
    username, _at, domain = address.rpartition("@")
    if username.startswith('"'):
        escaped, username = username[1:-1], ""
        letters = iter(escaped)
        for letter in letters:
            username += next(letters) if letter == "\\" else letter
    return SimpleNamespace(username=username, domain=domain)

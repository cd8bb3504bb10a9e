"""What is typed harms neither the next reader nor the server."""

from __future__ import annotations

import logging

import pytest
from django.core import mail
from django.utils.log import AdminEmailHandler

from tests.enquiry.conftest import ANSWERS, URL, read_form
from wagtail_easycars.leads.mails import deliver_due_mails
from wagtail_easycars.models import Lead

pytestmark = pytest.mark.usefixtures("dealer")

SCRIPT = "</textarea><script>alert(1)</script>"


def test_script_is_shown_as_text(send):
    html = send(name=SCRIPT, message=SCRIPT, email='"><script>').content.decode()
    assert "<script>alert" not in html
    assert '"><script>' not in html


@pytest.mark.parametrize("hidden", ["\x00", "\x1b", "\u202e", "\u2066", "\x7f"])
def test_what_cannot_be_seen_is_left_out(send, lead, hidden):
    response = send(name=f"Jo{hidden} Citizen", message=f"Still{hidden} there?")
    assert response.status_code == 302
    assert (lead().customer_name, lead().message) == ("Jo Citizen", "Still there?")


def test_names_of_every_language_are_kept(send, lead):
    send(name="Zoë Nguyễn 王小明 👩‍🔧", message="שלום")
    assert lead().customer_name == "Zoë Nguyễn 王小明 👩‍🔧"
    assert lead().message == "שלום"


def test_a_megabyte_is_refused_kindly(send):
    response = send(message="m" * 1_000_000)
    assert response.status_code == 200
    assert "At most 4000 characters" in response.content.decode()
    assert not Lead.objects.exists()


def test_more_than_django_reads_is_no_server_error(post):
    assert post({"message": "m" * 3_000_000}).status_code == 400


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"kind": "bribe"},
        {"finance": "x"},
        {"kind": "service", "own_type": "99"},
        {"kind": "service", "own_year": "9" * 400},
    ],
)
def test_values_that_no_form_offers_are_no_server_error(see, post, values):
    form = read_form(see())
    response = post({**form.values, **ANSWERS, **values} if values else {})
    assert response.status_code == 200
    assert not Lead.objects.exists()


@pytest.mark.parametrize(
    "query", ["?stock=%00", "?stock=nowhere", "?kind=%00", "?stock=" + "9" * 500]
)
def test_odd_addresses_of_the_form_are_no_server_error(see, query):
    assert see(f"{URL}{query}").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [{"origin": "http://[::1"}, {"origin": "null", "referer": "http://]/"}, {"origin": "x"}],
)
def test_odd_origins_are_no_server_error(see, post, headers):
    form = read_form(see())
    assert post({**form.values, **ANSWERS}, **headers).status_code == 200


def test_nothing_typed_becomes_a_header_of_the_dealers_mail(send, dealer):
    send(name="Jo\r\nBcc: all@example.com", email="jo@example.com", message="a\r\nBcc: b@c.example")
    deliver_due_mails(dealer.site_id)
    (message,) = mail.outbox
    assert "Bcc" not in message.message()


def test_nothing_of_the_visitor_is_logged(send, caplog):
    with caplog.at_level(logging.DEBUG):
        send()
        send(email="jo@")
    personal = ("Jo Citizen", "jo@", "Still there?")
    ours = [record.getMessage() for record in caplog.records if "django.db" not in record.name]
    assert [line for line in ours if any(each in line for each in personal)] == []


def be_full(*arguments, **options):
    raise RuntimeError("The database is full")


def test_an_error_mail_says_nothing_of_the_visitor(see, post, client, settings, monkeypatch):
    """Django mails what was posted to ADMINS, unless it is told not to."""
    settings.ADMINS = [("Admin", "admin@example.com")]
    form = read_form(see())
    monkeypatch.setattr(Lead, "save", be_full)
    client.raise_request_exception = False
    error_mails = AdminEmailHandler(include_html=True)
    logger = logging.getLogger("django.request")
    logger.addHandler(error_mails)
    try:
        assert post({**form.values, **ANSWERS}).status_code == 500
    finally:
        logger.removeHandler(error_mails)
    assert mail.outbox
    for message in mail.outbox:
        text = f"{message.subject} {message.body} {message.alternatives}"
        assert "The database is full" in text
        for typed in ("Jo Citizen", "jo@example.com", "Still there?"):
            assert typed not in text

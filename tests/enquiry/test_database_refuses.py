"""An enquiry that the database does not take is not lost, and nobody but the visitor reads it."""

from __future__ import annotations

import logging

import pytest
from django.core import mail
from django.utils.log import AdminEmailHandler

from tests.enquiry.conftest import ANSWERS, read_form
from tests.refusing import refusing_leads
from wagtail_easycars.models import Lead

pytestmark = pytest.mark.usefixtures("dealer")

TYPED = ("Jo Citizen", "jo@example.com", "Still there?")


@pytest.fixture
def send_refused(see, post, settings, client):
    """Send an enquiry that the database refuses, and return the answer; ADMINS get their mails."""
    settings.ADMINS = [("Admin", "admin@example.com")]
    client.raise_request_exception = False
    logger, error_mails = logging.getLogger("django.request"), AdminEmailHandler(include_html=True)

    def send():
        form = read_form(see())
        with refusing_leads("INSERT", ", ".join(TYPED)):
            return post({**form.values, **ANSWERS})

    logger.addHandler(error_mails)
    yield send
    logger.removeHandler(error_mails)


def test_the_visitor_is_told_and_keeps_what_was_typed(send_refused):
    response = send_refused()

    assert response.status_code == 503
    assert "Your enquiry could not be saved" in response.content.decode()
    values = read_form(response).values
    assert (values["name"], values["email"], values["message"]) == TYPED


def test_sent_again_it_is_taken(send_refused, post):
    again = read_form(send_refused())

    assert post(again.values).status_code == 302
    assert Lead.objects.get().customer_name == "Jo Citizen"


def test_no_log_and_no_mail_repeats_it(send_refused, caplog):
    send_refused()

    assert "Refused" in caplog.text
    assert "in refuse" in caplog.text
    assert mail.outbox
    said = caplog.text + "".join(f"{each.body} {each.alternatives}" for each in mail.outbox)
    assert [typed for typed in TYPED if typed in said] == []

"""A mail server that does not answer costs little, and keeps nothing else from being done."""

from __future__ import annotations

import socket
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from wagtail_easycars.leads.mails import deliver_due_mails
from wagtail_easycars.mail_connection import get_mail_connection
from wagtail_easycars.models import Lead

SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture
def leads(dealer):
    """Three enquiries whose dealer and visitors are to be mailed."""
    dealer.confirm_enquiries = True
    dealer.save()
    return [
        Lead.objects.create(
            site=dealer.site, customer_name="Jo", customer_email="jo@example.com", source="website"
        )
        for _ in range(3)
    ]


class HungServer:
    """Takes connections and never says a word."""

    def __init__(self, listening: socket.socket) -> None:
        self._listening = listening

    @property
    def address(self) -> tuple[str, int]:
        return self._listening.getsockname()

    def count_connections(self) -> int:
        self._listening.setblocking(False)
        count = 0
        while True:
            try:
                self._listening.accept()[0].close()
            except BlockingIOError:
                return count
            count += 1


@pytest.fixture
def hung_server(settings):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = HungServer(listening)
        settings.EMAIL_BACKEND = SMTP
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.address
        yield server


class Failing(BaseEmailBackend):
    """Fails with ``error``, and counts how often it was tried."""

    error: Exception = OSError()
    tried = 0

    def send_messages(self, email_messages):
        type(self).tried += 1
        raise self.error


@pytest.fixture
def failing(settings):
    def fail(error: Exception) -> type[Failing]:
        settings.EMAIL_BACKEND = f"{__name__}.Failing"
        Failing.error, Failing.tried = error, 0
        return Failing

    return fail


def test_a_server_that_hangs_costs_one_time_out(hung_server, leads, dealer, monkeypatch):
    monkeypatch.setattr("wagtail_easycars.mail_connection.TIMEOUT", 0.2)
    deliver_due_mails(dealer.site_id)
    assert hung_server.count_connections() == 1


@pytest.mark.parametrize(
    "error", [ConnectionRefusedError(), TimeoutError(), SMTPServerDisconnected()], ids=repr
)
def test_who_cannot_reach_the_server_tries_no_further_mail(failing, leads, dealer, error):
    server = failing(error)
    deliver_due_mails(dealer.site_id)
    assert server.tried == 1
    assert list(Lead.objects.order_by("pk").values_list("mail_attempts", flat=True)) == [1, 0, 0]
    assert Lead.objects.earliest("pk").next_mail_at is not None


def test_what_is_left_is_due_and_sent_once_the_server_is_back(failing, leads, dealer, settings):
    failing(TimeoutError())
    deliver_due_mails(dealer.site_id)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Lead.objects.exclude(next_mail_at=None).update(next_mail_at=timezone.now())
    deliver_due_mails(dealer.site_id)
    assert len(mail.outbox) == 6


def test_a_mail_that_the_server_refuses_keeps_no_other_from_being_sent(failing, leads, dealer):
    server = failing(SMTPRecipientsRefused({}))
    deliver_due_mails(dealer.site_id)
    assert server.tried == 6


def test_what_the_site_says_of_the_time_out_counts(settings):
    settings.EMAIL_BACKEND = SMTP
    assert get_mail_connection().timeout == 10
    settings.EMAIL_TIMEOUT = 25
    assert get_mail_connection().timeout == 25


def test_a_backend_of_another_kind_is_left_as_it_is(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Failing"
    assert vars(get_mail_connection()) == vars(Failing())

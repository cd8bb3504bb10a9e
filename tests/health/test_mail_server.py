"""A mail server that does not answer holds up a tick for seconds, and once."""

from __future__ import annotations

import smtplib
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from tests.health.conftest import hold_vehicles
from wagtail_easycars.health.mails import send_due_mails
from wagtail_easycars.health.report import get_health
from wagtail_easycars.health.troubles import begin_troubles
from wagtail_easycars.models import Trouble

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_troubles(dealer, let_it_fail, clock):
    """Two mails that are due."""
    let_it_fail(3)
    hold_vehicles(dealer, 1, clock.now)
    begin_troubles(get_health().findings, clock.now)


@pytest.fixture
def silent_server(settings, monkeypatch):
    """A server that takes connections and says nothing; the seconds that each waited for it."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    waits = []

    def connect(*args, timeout=None, **kwargs):
        waits.append(timeout)
        raise TimeoutError

    monkeypatch.setattr(smtplib, "SMTP", connect)
    return waits


def attempts():
    return list(Trouble.objects.order_by("pk").values_list("mail_attempts", flat=True))


def test_it_is_waited_for_for_seconds(two_troubles, silent_server, clock):
    send_due_mails(clock.now)
    [wait] = silent_server
    assert 0 < wait <= 30


def test_the_time_of_the_settings_counts_where_one_is_set(
    settings, two_troubles, silent_server, clock
):
    settings.EMAIL_TIMEOUT = 3
    send_due_mails(clock.now)
    assert silent_server == [3]


def test_the_other_mails_are_left_due(two_troubles, silent_server, clock):
    send_due_mails(clock.now)
    assert attempts() == [1, 0]
    assert Trouble.objects.filter(is_mail_due=True).count() == 2


def test_they_do_not_wait_for_the_one_that_failed(settings, two_troubles, silent_server, clock):
    send_due_mails(clock.now)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Trouble.objects.filter(mail_attempts=1).update(next_mail_at=clock.forward(hours=1))
    clock.forward(minutes=-1)
    send_due_mails(clock.now)
    assert len(mail.outbox) == 1


def test_a_mail_that_the_server_refuses_keeps_no_other_from_being_sent(
    two_troubles, clock, monkeypatch
):
    send = EmailBackend.send_messages

    def refuse_the_first(self, messages):
        if attempts() == [1, 0]:
            raise SMTPRecipientsRefused({})
        return send(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", refuse_the_first)
    send_due_mails(clock.now)
    assert len(mail.outbox) == 1
    assert list(Trouble.objects.order_by("pk").values_list("is_mail_due", flat=True)) == [
        True,
        False,
    ]

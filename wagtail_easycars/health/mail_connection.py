"""A connection to the mail server that does not hold up whoever sends for long."""

from __future__ import annotations

import smtplib

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend

# Seconds, where EMAIL_TIMEOUT sets none: Django itself would wait for as long as the server does.
TIMEOUT = 10

# Of SMTP's errors, which are all OSErrors, those that the next mail would meet too.
OF_THE_SERVER = (
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPServerDisconnected,
)


def get_patient_connection() -> BaseEmailBackend:
    """Return a connection as the settings want it, with a time-out in any case."""
    connection: BaseEmailBackend = get_connection()
    if getattr(connection, "timeout", TIMEOUT) is None:
        connection.timeout = TIMEOUT  # type: ignore[attr-defined]
    return connection


def is_of_the_server(error: Exception) -> bool:
    """Return whether ``error``, met in sending one mail, would be met with any other too."""
    if isinstance(error, smtplib.SMTPException):
        return isinstance(error, OF_THE_SERVER)
    return isinstance(error, OSError)

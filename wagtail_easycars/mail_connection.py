"""A mail server may hang, but never for long: nothing else is done by who waits for it."""

from __future__ import annotations

from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPException,
    SMTPHeloError,
    SMTPServerDisconnected,
)
from typing import Any

from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend

# Seconds that a server may be silent where the site's EMAIL_TIMEOUT, which has no default, does not
# say so.
TIMEOUT = 10
# What is wrong with the server, whatever the mail.
OF_THE_SERVER = (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPHeloError,
    SMTPServerDisconnected,
)


def get_mail_connection() -> Any:
    """Return a new connection of the site's mail backend, with a time-out where it is SMTP's."""
    connection = get_connection()
    if isinstance(connection, EmailBackend) and connection.timeout is None:
        connection.timeout = TIMEOUT
    return connection


def is_out_of_reach(error: Exception) -> bool:
    """Return whether ``error`` says that the mail server cannot be reached, or takes no mail.

    The next mail would wait for it as long again.
    """
    if isinstance(error, SMTPException):  # which is an OSError, too
        return isinstance(error, OF_THE_SERVER)
    return isinstance(error, OSError)

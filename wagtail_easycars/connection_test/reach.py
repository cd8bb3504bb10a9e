"""Whether a host can be reached at all: its name, then a connection, then its certificate.

The client tells none of these apart, since to a call they are the same: it was not sent. Nothing is
sent here either.
"""

from __future__ import annotations

import socket
import ssl
from typing import NamedTuple
from urllib.parse import urlsplit

from requests import adapters

from wagtail_easycars.connection_test.countdown import Countdown
from wagtail_easycars.errors import EasyCarsError

DEFAULT_PORTS = {"http": 80, "https": 443}


class Unreachable(EasyCarsError):
    """The host cannot be reached; the classes below say why."""

    def __init__(self, place: Place, detail: str) -> None:
        super().__init__(str(place))
        self.place = place
        self.technical_detail = f"{place}: {detail}"


class NameUnknown(Unreachable):
    """The host's name leads to no address."""


class NothingAnswers(Unreachable):
    """No connection came about."""


class NotTrusted(Unreachable):
    """Whoever answers cannot prove that the host is theirs."""


class NotSecure(Unreachable):
    """Whoever answers does not speak TLS as it should."""


class Place(NamedTuple):
    host: str
    port: int
    is_secure: bool

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def reach(base_url: str, countdown: Countdown) -> Place:
    """Open and close a connection to the host of ``base_url``; raises ``Unreachable``."""
    place = _get_place(base_url)
    with _connect(place, countdown) as connection:
        if place.is_secure:
            _secure(connection, place, countdown)
    return place


def _get_place(base_url: str) -> Place:
    parts = urlsplit(base_url)
    port = parts.port or DEFAULT_PORTS[parts.scheme]
    return Place(parts.hostname or "", port, is_secure=parts.scheme == "https")


def _connect(place: Place, countdown: Countdown) -> socket.socket:
    try:
        return socket.create_connection((place.host, place.port), timeout=countdown.remaining)
    except (socket.gaierror, UnicodeError) as error:
        raise NameUnknown(place, _describe(error)) from None
    except OSError as error:
        raise NothingAnswers(place, _describe(error)) from None


def _secure(connection: socket.socket, place: Place, countdown: Countdown) -> None:
    # The authorities that the client trusts, which are not the operating system's.
    context = ssl.create_default_context(cafile=adapters.DEFAULT_CA_BUNDLE_PATH)
    connection.settimeout(countdown.remaining)
    try:
        context.wrap_socket(connection, server_hostname=place.host).close()
    except ssl.SSLCertVerificationError as error:
        raise NotTrusted(place, error.verify_message) from None
    except OSError as error:
        raise NotSecure(place, _describe(error)) from None


def _describe(error: Exception) -> str:
    reason = (error.strerror or str(error)) if isinstance(error, OSError) else ""
    return f"{type(error).__name__} {reason}".strip()

"""The one function that talks to EasyCars over HTTP.

Nothing in here raises what a failed call has to say: it returns the error, unraised. The frames
below hold the client secret in a URL, the account secret in a body and a token in a header, and the
exceptions of the HTTP libraries hold them too. An error that is raised later, by a caller that
knows none of them, has neither these frames in its traceback nor those exceptions as its context.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any
from urllib.parse import urlencode

import requests
from django.views.decorators.debug import sensitive_variables
from urllib3.exceptions import HTTPError, NewConnectionError, TimeoutError

from wagtail_easycars import __version__
from wagtail_easycars.client.body import (
    DeadlineExceeded,
    UnusableBody,
    decode_object,
    read_body,
)
from wagtail_easycars.client.connection import CallWatch, WatchedAdapter
from wagtail_easycars.client.endpoints import Endpoint
from wagtail_easycars.client.errors import (
    ClientError,
    NotSent,
    OutcomeUnknown,
    TimedOut,
    UnusableAnswer,
)
from wagtail_easycars.client.redaction import install_log_filter
from wagtail_easycars.secret import Secret

USER_AGENT = f"wagtail-easycars/{__version__}"

# What requests, urllib3, http.client, sockets and the encoding of a URL or header may raise.
_FORESEEN = (requests.RequestException, HTTPError, HTTPException, OSError, UnicodeError)
_BEFORE_CONNECTING = (
    requests.ConnectTimeout,
    requests.exceptions.InvalidURL,
    requests.exceptions.InvalidSchema,
    requests.exceptions.MissingSchema,
    UnicodeError,
)

install_log_filter()


@dataclass(frozen=True)
class Call:
    """What is to be sent: secrets stay ``Secret`` until the bytes are made."""

    endpoint: Endpoint
    url: str
    host: str
    query: Mapping[str, str | Secret] = field(default_factory=dict)
    body: Mapping[str, Any] | None = None
    token: Secret | None = None
    # Not sent with this call, but an answer might repeat them all the same.
    other_secrets: tuple[Secret, ...] = ()

    @property
    def secrets(self) -> list[Secret]:
        """Every secret that must not be shown should the answer repeat it."""
        sent = [*self.query.values(), *(self.body or {}).values(), self.token]
        return [*self.other_secrets, *(value for value in sent if isinstance(value, Secret))]


@dataclass(frozen=True)
class CallLimits:
    """Seconds, and bytes of the decompressed answer."""

    connect_timeout: float
    read_timeout: float
    deadline: float
    max_bytes: int


@dataclass(frozen=True)
class Reply:
    """What came back. Where it is no JSON object, ``document`` is ``None`` and ``problem`` why."""

    http_status: int
    document: dict[str, Any] | None = field(default=None, repr=False)
    problem: str = ""


@sensitive_variables()
def send(call: Call, limits: CallLimits) -> Reply | ClientError:
    """Send ``call`` once and return what came back, or the error that says what is certain.

    Redirects are not followed and proxies of the environment are not used: both would hand the
    credentials to another host.
    """
    watch = CallWatch(limits.deadline)
    http_status = None
    try:
        with watch, _session(watch) as session, _post(session, call, limits) as response:
            http_status = response.status_code
            return _read_reply(response, watch, limits.max_bytes)
    except DeadlineExceeded:
        return _failure(TimedOut, call, http_status, f"not complete within {limits.deadline} s")
    except _FORESEEN as error:
        return _failure(_class_of_failure(error, watch), call, http_status, type(error).__name__)


def _session(watch: CallWatch) -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    session.mount("https://", WatchedAdapter(watch))
    session.mount("http://", WatchedAdapter(watch))
    return session


@sensitive_variables()
def _post(session: requests.Session, call: Call, limits: CallLimits) -> requests.Response:
    return session.post(
        _url(call),
        data=_body(call),
        headers=_headers(call),
        timeout=(
            min(limits.connect_timeout, limits.deadline),
            min(limits.read_timeout, limits.deadline),
        ),
        allow_redirects=False,
        stream=True,
    )


@sensitive_variables()
def _url(call: Call) -> str:
    if not call.query:
        return call.url
    return f"{call.url}?{urlencode({name: _reveal(value) for name, value in call.query.items()})}"


@sensitive_variables()
def _body(call: Call) -> bytes:
    if call.body is None:
        return b""
    return json.dumps(call.body, default=_reveal, allow_nan=False).encode()


@sensitive_variables()
def _headers(call: Call) -> dict[str, str]:
    headers = {
        "Accept": "application/json",
        "Accept-Encoding": "gzip",
        "Connection": "close",
        "User-Agent": USER_AGENT,
    }
    if call.body is not None:
        headers["Content-Type"] = "application/json"
    if call.token is not None:
        headers["Authorization"] = f"Bearer {call.token.reveal()}"
    return headers


def _reveal(value: str | Secret) -> str:
    return value.reveal() if isinstance(value, Secret) else value


def _read_reply(response: requests.Response, watch: CallWatch, max_bytes: int) -> Reply:
    try:
        document = decode_object(read_body(response, watch, max_bytes))
    except UnusableBody as error:
        return Reply(response.status_code, problem=str(error))
    return Reply(response.status_code, document)


def _class_of_failure(error: Exception, watch: CallWatch) -> type[ClientError]:
    if watch.connecting or isinstance(error, _BEFORE_CONNECTING) or _is_no_connection(error):
        return NotSent
    if watch.expired or isinstance(error, requests.Timeout | TimeoutError):
        return TimedOut
    if isinstance(error, requests.exceptions.InvalidHeader):
        return UnusableAnswer
    return OutcomeUnknown


def _is_no_connection(error: Exception) -> bool:
    """Whether urllib3's reason inside of a requests error is a connection that never stood."""
    cause = error.args[0] if error.args else None
    return isinstance(getattr(cause, "reason", None), NewConnectionError)


def _failure(
    error_class: type[ClientError], call: Call, http_status: int | None, detail: str
) -> ClientError:
    return error_class(
        endpoint=str(call.endpoint), host=call.host, http_status=http_status, detail=detail
    )

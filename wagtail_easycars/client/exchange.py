"""What an answer means: the contract's ``Code`` first, the HTTP status where there is none.

| answer | meaning |
| --- | --- |
| Code 0 or 5 with HTTP 2xx | success; 5 carries a warning |
| Code 1; HTTP 401 without a Code | the credentials were refused |
| Code 7 | the call was refused |
| Code 9, any other Code, HTTP 5xx | EasyCars failed; the outcome is unknown |
| anything else | not usable; the outcome is unknown |

A Code other than 0 and 5 is believed whatever the HTTP status, which the contract leaves open. A
success is believed only with a 2xx: a 500 or a redirect around 'Code 0' may be a proxy's.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import Any

from wagtail_easycars.client.endpoints import TOKEN_ENDPOINTS, Service
from wagtail_easycars.client.errors import (
    AnsweredError,
    AuthenticationRefused,
    ClientError,
    CredentialsRefused,
    Refused,
    ServiceFailed,
    UnusableAnswer,
)
from wagtail_easycars.client.redaction import clean_message
from wagtail_easycars.client.transport import Call, CallLimits, Reply, send

logger = logging.getLogger(__name__)

SUCCESS = 0
AUTHENTICATION_FAILED = 1
WARNING = 5
FAILED = 7


@dataclass(frozen=True)
class Answer:
    """A success: the document as it came, and the cleaned message (not empty for a warning)."""

    document: dict[str, Any] = field(repr=False)
    code: int
    message: str
    call: Call
    http_status: int

    def unusable(self, detail: str) -> UnusableAnswer:
        """Return, unraised, the error for a success that lacks what it should bring."""
        return _unusable(self.call, self.http_status, f"Code {self.code}, {detail}")


def exchange(call: Call, limits: CallLimits) -> Answer | ClientError:
    """Send ``call`` and return its answer, or the error, unraised (see ``transport``)."""
    reply = send(call, limits)
    return reply if isinstance(reply, ClientError) else _interpret(reply, call)


def _unusable(call: Call, http_status: int, detail: str) -> UnusableAnswer:
    return UnusableAnswer(
        endpoint=str(call.endpoint), host=call.host, http_status=http_status, detail=detail
    )


def _interpret(reply: Reply, call: Call) -> Answer | ClientError:
    code = _code(reply)
    if code is None:
        return _by_status(reply, call)
    message = clean_message((reply.document or {}).get("ErrorMessage"), call.secrets)
    if code not in (SUCCESS, WARNING):
        return _answered(_class_for_code(code, call), call, reply, code, message)
    if not 200 <= reply.http_status < 300:
        return _by_status(reply, call)
    if code == WARNING:
        _log_warning(call, message)
    return Answer(reply.document or {}, code, message, call, reply.http_status)


def _log_warning(call: Call, message: str) -> None:
    """What is said about a lead may repeat what its visitor has typed, which no log should hold."""
    words = message if call.endpoint.service is Service.STOCK else "-"
    logger.warning("EasyCars warns at %s: %s", call.endpoint, words)


def _code(reply: Reply) -> int | None:
    code = (reply.document or {}).get("Code")
    return code if type(code) is int and 0 <= code < 1000 else None


def _class_for_code(code: int, call: Call) -> type[AnsweredError]:
    if code == AUTHENTICATION_FAILED:
        return _authentication_error(call)
    return Refused if code == FAILED else ServiceFailed


def _by_status(reply: Reply, call: Call) -> ClientError:
    if reply.http_status == 401 and _code(reply) is None:
        return _answered(_authentication_error(call), call, reply)
    if reply.http_status >= 500:
        return _answered(ServiceFailed, call, reply)
    return _unusable(call, reply.http_status, reply.problem or f"HTTP {reply.http_status}, no Code")


def _authentication_error(call: Call) -> type[AuthenticationRefused]:
    is_token_request = call.endpoint in TOKEN_ENDPOINTS.values()
    return CredentialsRefused if is_token_request else AuthenticationRefused


def _answered(
    error_class: type[AnsweredError],
    call: Call,
    reply: Reply,
    code: int | None = None,
    message: str = "",
) -> AnsweredError:
    return error_class(
        endpoint=str(call.endpoint),
        host=call.host,
        http_status=reply.http_status,
        detail=reply.problem or f"Code {code}",
        code=code,
        message=message,
    )

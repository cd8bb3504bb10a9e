"""What the answer's ``Code`` says, and tokens that do not last."""

from __future__ import annotations

import json
from typing import Any

from ..answers import Answer, Code, to_json
from ..exchange import Exchange
from .kinds import FaultKind, InsteadOfAnswer, StockFault


def _refused(exchange: Exchange, code: Code, message: str) -> Answer:
    fields = exchange.operation.response_fields if exchange.operation else ()
    return Answer(
        to_json({**dict.fromkeys(fields), "Code": int(code), "ErrorMessage": message}), code=code
    )


@InsteadOfAnswer
def code_1(exchange: Exchange, *, message: str = "Authentication failed.") -> Answer:
    """Authentication failed, whatever was sent."""
    return _refused(exchange, Code.AUTHENTICATION_FAILED, message)


@InsteadOfAnswer
def code_7(exchange: Exchange, *, message: str = "The request failed.") -> Answer:
    """The request failed, whatever was sent."""
    return _refused(exchange, Code.FAILED, message)


@InsteadOfAnswer
def code_9(exchange: Exchange, *, message: str = "System error.") -> Answer:
    """A system error."""
    return _refused(exchange, Code.SYSTEM_ERROR, message)


@InsteadOfAnswer
def code_5(exchange: Exchange, *, message: str = "Some stock could not be read.") -> Answer:
    """A warning without the list that was asked for."""
    return _refused(exchange, Code.WARNING, message)


@StockFault
def code_5_with_list(answer: dict[str, Any], *, message: str = "Some stock is missing.") -> Any:
    """A warning beside the whole list."""
    return {**answer, "Code": int(Code.WARNING), "ErrorMessage": message}


@InsteadOfAnswer
def token_rejected(exchange: Exchange) -> Answer:
    """The call's token is refused now; the next call may use it."""
    return _refused(exchange, Code.AUTHENTICATION_FAILED, "The token is not valid.")


@FaultKind
def token_expired(exchange: Exchange) -> None:
    """The token that the call brings, or asks for, is refused from now on; a new one works."""
    if exchange.operation and exchange.operation.request is None:
        exchange.tokens.revoke(json.loads(exchange.process().body).get("Token"))
        exchange.send(exchange.process())
    else:
        exchange.tokens.revoke(exchange.request.bearer_token())
        exchange.send(_refused(exchange, Code.AUTHENTICATION_FAILED, "The token has expired."))

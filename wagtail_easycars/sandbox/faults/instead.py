"""What comes in place of the answer. With ``processed=True`` the request still has its effect."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

from ..answers import Answer
from ..exchange import Exchange
from .kinds import FaultKind, InsteadOfAnswer

HTML_TYPE = "text/html; charset=utf-8"
HTML_PAGE = b"""<!DOCTYPE html>
<html><head><title>EasyCars is being maintained</title></head>
<body><h1>We will be back soon</h1><p>EasyCars is being maintained.</p></body></html>
"""
CHUNK = b" " * (1024 * 1024)


@InsteadOfAnswer
def status(exchange: Exchange, *, status: int = 500, retry_after: int | None = None) -> Answer:
    """An error page with an HTTP ``status``, and a Retry-After (seconds) where one is given."""
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    body = f"<html><body><h1>{status} {HTTPStatus(status).phrase}</h1></body></html>".encode()
    return Answer(body, status=status, content_type=HTML_TYPE, headers=headers)


@InsteadOfAnswer
def html_page(exchange: Exchange) -> Answer:
    """A page that says 'maintenance', with status 200."""
    return Answer(HTML_PAGE, content_type=HTML_TYPE)


@InsteadOfAnswer
def empty_body(exchange: Exchange) -> Answer:
    """Status 200 and no body."""
    return Answer(b"")


@InsteadOfAnswer
def null_body(exchange: Exchange) -> Answer:
    """The JSON value null."""
    return Answer(b"null")


@InsteadOfAnswer
def cut_json(exchange: Exchange) -> Answer:
    """JSON that ends in the middle, under a Content-Length that is right."""
    return Answer(b'{"Code": 0, "ErrorMessage": nu')


@InsteadOfAnswer
def redirect(exchange: Exchange, *, location: str = "http://elsewhere.invalid/") -> Answer:
    """A redirect to another host."""
    return Answer(b"", status=HTTPStatus.FOUND, headers={"Location": location})


@FaultKind
def wrong_content_type(exchange: Exchange, *, content_type: str = HTML_TYPE) -> None:
    """The right answer under a wrong Content-Type."""
    exchange.send(replace(exchange.process(), content_type=content_type))


@FaultKind
def invalid_utf8(exchange: Exchange) -> None:
    """The right answer with an ErrorMessage that is not UTF-8."""
    answer = exchange.process()
    exchange.send(replace(answer, body=answer.body.rstrip(b"}") + b',"Notice":"caf\xe9"}'))


@FaultKind
def enormous(exchange: Exchange, *, megabytes: int = 1024) -> None:
    """The right answer, padded with blanks to ``megabytes``, until the client hangs up."""
    answer = exchange.process()
    exchange.send_head(answer, content_length=megabytes * len(CHUNK) + len(answer.body))
    for _ in range(megabytes):
        exchange.write(CHUNK)
    exchange.write(answer.body)

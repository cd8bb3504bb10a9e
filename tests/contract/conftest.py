"""A client whose calls reach the sandbox over HTTP, each written down on the way."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import parse_qs, urlsplit

import pytest
import responses

from wagtail_easycars.client import Account, Credentials, EasyCarsClient, MemoryTokenStore
from wagtail_easycars.sandbox import Sandbox
from wagtail_easycars.sandbox.catalogue import generate
from wagtail_easycars.secret import Secret


@dataclass(frozen=True)
class Exchange:
    """A request as it was sent, and its answer as it came. ``body`` is None where it was empty."""

    method: str
    path: str
    query: dict[str, list[str]]
    body: object
    answer: dict[str, object]


class Wire:
    """Passes every request on to the sandbox, and keeps what went both ways."""

    def __init__(self) -> None:
        self.exchanges: list[Exchange] = []

    def pass_on(self, request):
        parts = urlsplit(request.url)
        connection = HTTPConnection(parts.hostname, parts.port, timeout=10)
        connection.request(
            request.method, f"{parts.path}?{parts.query}", request.body, dict(request.headers)
        )
        response = connection.getresponse()
        answer = response.read()
        connection.close()
        self.exchanges.append(
            Exchange(
                method=request.method,
                path=parts.path,
                query=parse_qs(parts.query),
                body=json.loads(request.body) if request.body else None,
                answer=json.loads(answer),
            )
        )
        return response.status, {"Content-Type": "application/json"}, answer


@pytest.fixture(scope="session")
def sandbox():
    with Sandbox(catalogue=False) as sandbox:
        sandbox.set_stock("harbour", generate(6, seed=1))
        yield sandbox


@pytest.fixture
def wire(sandbox):
    wire = Wire()
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        mock.add_callback(
            responses.POST, re.compile(re.escape(sandbox.base_url)), callback=wire.pass_on
        )
        yield wire


@pytest.fixture
def client(sandbox, wire):
    account = sandbox.accounts["harbour"]
    return EasyCarsClient(
        base_url=sandbox.base_url,
        account=Account(account.account_number, Secret(account.account_secret)),
        stock=Credentials(account.stock_client_id, Secret(account.stock_client_secret)),
        lead=Credentials(account.lead_client_id, Secret(account.lead_client_secret)),
        token_store=MemoryTokenStore(),
    )

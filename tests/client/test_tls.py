"""The same over TLS, which is what production speaks."""

import json
import time

import pytest

from tests.client.certificates import context_of, write_certificate
from tests.client.conftest import ACCOUNT_SECRET, LEAD_SECRET, STOCK_SECRET
from tests.client.leaks import everything_about, found_in
from tests.client.raw_server import RawServer, answer, hang
from wagtail_easycars.client import Limits
from wagtail_easycars.client.errors import NotSent, TimedOut

TOKEN = answer(json.dumps({"Token": "t0ken", "Code": 0}).encode())


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A file with a self-signed certificate for 127.0.0.1 and its key."""
    path = tmp_path_factory.mktemp("tls") / "certificate.pem"
    write_certificate(path)
    return path


@pytest.fixture
def ssl_context(certificate):
    return context_of(certificate)


@pytest.fixture
def trusted(certificate, monkeypatch):
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(certificate))


def test_an_answer_is_taken_over_tls(make_client, ssl_context, trusted):
    with RawServer(lambda connection: connection.sendall(TOKEN), ssl_context=ssl_context) as server:
        make_client(server.base_url).request_stock_token()

    assert len(server.requests) == 1


def test_a_certificate_that_nobody_vouches_for_gets_no_request(make_client, ssl_context):
    server = RawServer(lambda connection: connection.sendall(TOKEN), ssl_context=ssl_context)

    with server, pytest.raises(NotSent) as caught:
        make_client(server.base_url).request_stock_token()

    assert not server.requests
    assert caught.value.detail == "SSLError"
    for text in everything_about(caught.value):
        assert found_in(text, [STOCK_SECRET, LEAD_SECRET, ACCOUNT_SECRET]) == set()


def test_silence_over_tls_meets_the_deadline(make_client, ssl_context, trusted):
    limits = Limits(connect_timeout=1, read_timeout=1, call_deadline=0.15)
    started = time.monotonic()

    with RawServer(hang, ssl_context=ssl_context) as server, pytest.raises(TimedOut):
        make_client(server.base_url, limits=limits).request_stock_token()

    assert time.monotonic() - started < 0.6

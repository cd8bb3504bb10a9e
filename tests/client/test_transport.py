"""Broken connections and bodies, over real sockets: what is certain after each of them."""

import gzip
import json
import time

import pytest

from tests.client.raw_server import RawServer, answer, drip, free_port, hang, reset
from wagtail_easycars.client import Limits
from wagtail_easycars.client.errors import (
    NotSent,
    OutcomeUnknown,
    ServiceFailed,
    TimedOut,
    UnusableAnswer,
)

TOKEN = answer(json.dumps({"Token": "t0ken", "Code": 0}).encode())


@pytest.fixture
def ask(make_client):
    """Ask a server that runs ``script`` for a stock token; small limits, so that it is quick."""

    def ask(script, **limits):
        limits = Limits(**{"connect_timeout": 1, "read_timeout": 1, "call_deadline": 2, **limits})
        with RawServer(script) as server:
            make_client(server.base_url, limits=limits).request_stock_token()
        return server

    return ask


def send_bytes(data):
    return lambda connection: connection.sendall(data)


def test_a_good_answer_is_taken(ask):
    server = ask(send_bytes(TOKEN))

    assert len(server.requests) == 1


def test_the_request_is_as_the_contract_has_it(ask):
    [request] = ask(send_bytes(TOKEN)).requests
    head, _, body = request.decode().partition("\r\n\r\n")

    assert head.startswith(
        "POST /StockService/RequestToken?ClientID=stock-id&ClientSecret=5t0ck%2F"
    )
    assert "Content-Length: 0" in head
    assert "Connection: close" in head
    assert "User-Agent: wagtail-easycars/" in head
    assert "Authorization" not in head
    assert body == ""


def test_a_refused_connection_is_surely_not_sent(make_client):
    client = make_client(f"http://127.0.0.1:{free_port()}/")

    with pytest.raises(NotSent) as caught:
        client.request_stock_token()

    assert caught.value.carried_out is False
    assert caught.value.certain


def test_a_host_without_an_address_is_surely_not_sent(make_client):
    with pytest.raises(NotSent):
        make_client("http://easycars.invalid/").request_stock_token()


def test_a_failed_tls_handshake_is_surely_not_sent(make_client):
    with RawServer(send_bytes(b"this is no TLS"), reads_request=False) as server:
        client = make_client(server.base_url.replace("http:", "https:"))
        with pytest.raises(NotSent):
            client.request_stock_token()


@pytest.mark.parametrize(
    "script",
    [
        reset,
        lambda connection: connection.close(),
        send_bytes(b"HTTP/1.1 200 OK\r\nContent-Le"),
        send_bytes(b"SSH-2.0-OpenSSH\r\n"),
        send_bytes(answer(b'{"Token": "t0k', length=100)),
        send_bytes(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"),
    ],
    ids=["reset", "closed", "cut header", "other protocol", "cut body", "cut chunk"],
)
def test_a_connection_that_breaks_leaves_the_outcome_unknown(ask, script):
    with pytest.raises(OutcomeUnknown) as caught:
        ask(script)

    assert caught.value.carried_out is None
    assert not caught.value.certain


def test_nothing_is_sent_twice(make_client):
    with RawServer(reset) as server, pytest.raises(OutcomeUnknown):
        make_client(server.base_url).request_stock_token()

    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "script",
    [
        hang,
        lambda connection: drip(connection, TOKEN),
        lambda connection: drip(connection, TOKEN[:-5] * 9),
        lambda connection: connection.sendall(TOKEN[:-3]) or hang(connection),
        lambda connection: connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n{") or hang(connection),
    ],
    ids=["hangs", "header drips", "endless drip", "body stops", "body without length stops"],
)
def test_no_answer_holds_a_worker_beyond_the_deadline(ask, script):
    started = time.monotonic()

    with pytest.raises(TimedOut):
        ask(script, call_deadline=0.15)

    assert time.monotonic() - started < 0.6


def test_a_dripping_body_meets_the_deadline_though_no_read_times_out(ask):
    def script(connection):
        connection.sendall(answer(b"", length=10_000))
        drip(connection, b"{" * 200)

    with pytest.raises(TimedOut) as caught:
        ask(script, call_deadline=0.15)

    assert caught.value.http_status == 200


def test_silence_between_two_reads_is_timed_out(ask):
    with pytest.raises(TimedOut):
        ask(hang, read_timeout=0.1)


@pytest.mark.parametrize(
    "body",
    [
        b"<html><h1>Down for maintenance</h1></html>",
        b"",
        b"null",
        b"[]",
        b'"text"',
        b'{"Token": "t0k',
        b'{"Code": 0, "Token": "\xff\xfe"}',
        b'{"Code": NaN}',
        b'{"Code": -Infinity}',
        b'{"Code": ' + b"[" * 200_000 + b"}",
        b'{"Code": ' + b"1" * 5000 + b"}",
        b'{"Code": true, "Token": "t0ken"}',
        b'{"Code": "0", "Token": "t0ken"}',
        b'{"Token": "t0ken"}',
        b'{"Code": 0}',
        b'{"Code": 0, "Token": null}',
        b'{"Code": 0, "Token": "two\\r\\nlines"}',
        b'{"Code": 0, "Token": ""}',
    ],
    ids=lambda body: body[:30].decode("latin-1"),
)
def test_an_answer_that_is_not_the_contracts_is_unusable(ask, body):
    with pytest.raises(UnusableAnswer):
        ask(send_bytes(answer(body)))


def test_a_byte_order_mark_is_no_reason_to_refuse_an_answer(ask):
    ask(send_bytes(answer(b'\xef\xbb\xbf{"Code": 0, "Token": "t0ken"}')))


@pytest.mark.parametrize("status", ["302 Found", "301 Moved", "307 Temporary Redirect"])
def test_redirects_are_not_followed(ask, status):
    with RawServer(send_bytes(TOKEN)) as elsewhere:
        headers = [f"Location: {elsewhere.base_url}StockService/RequestToken"]
        with pytest.raises(UnusableAnswer):
            ask(send_bytes(answer(b"", status, headers)))

    assert not elsewhere.requests


def test_proxies_of_the_environment_are_not_used(ask, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{free_port()}")
    monkeypatch.setenv("ALL_PROXY", f"http://127.0.0.1:{free_port()}")

    ask(send_bytes(TOKEN))


def test_a_netrc_file_cannot_replace_the_token(ask, monkeypatch, tmp_path):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n")
    monkeypatch.setenv("NETRC", str(netrc))

    [request] = ask(send_bytes(TOKEN)).requests

    assert b"Authorization" not in request


def test_a_compressed_answer_is_read(ask):
    body = gzip.compress(b'{"Code": 0, "Token": "t0ken"}')

    ask(send_bytes(answer(body, headers=["Content-Encoding: gzip"])))


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (gzip.compress(b'{"Code": 0, "Token": "t0ken"}')[:-9], "gzip"),
        (b"not compressed", "gzip"),
        (b'{"Code": 0, "Token": "t0ken"}', "br"),
    ],
    ids=["cut", "not compressed", "unknown"],
)
def test_broken_compression_is_unusable(ask, body, encoding):
    with pytest.raises(UnusableAnswer):
        ask(send_bytes(answer(body, headers=[f"Content-Encoding: {encoding}"])))


def test_an_answer_beyond_the_cap_is_not_read_to_its_end(ask):
    with pytest.raises(UnusableAnswer) as caught:
        ask(send_bytes(answer(b" " * 100_000)), max_answer_bytes=10_000)

    assert "10000 bytes" in caught.value.detail


def test_a_compressed_bomb_is_capped_by_what_it_becomes(ask):
    bomb = gzip.compress(b" " * 50_000_000)

    with pytest.raises(UnusableAnswer) as caught:
        ask(send_bytes(answer(bomb, headers=["Content-Encoding: gzip"])), max_answer_bytes=100_000)

    assert len(bomb) < 100_000
    assert "100000 bytes" in caught.value.detail


def test_a_large_answer_that_is_compressed_beyond_belief_is_unusable(ask):
    body = b'{"Code": 0, "Token": "t0ken", "StockList": [' + b"{}," * 1_000_000 + b"{}]}"

    with pytest.raises(UnusableAnswer) as caught:
        ask(send_bytes(answer(gzip.compress(body), headers=["Content-Encoding: gzip"])))

    assert len(body) < Limits().max_answer_bytes
    assert caught.value.detail == "compressed to less than 1/200 of its size"


def test_the_stock_has_a_cap_of_its_own(make_client, token_store):
    stock = json.dumps({"Code": 0, "StockList": ["x" * 5_000]}).encode()

    def script(connection):
        connection.sendall(TOKEN if b"RequestToken" in server.requests[-1] else answer(stock))

    limits = Limits(max_answer_bytes=1_000, max_stock_bytes=10_000)
    with RawServer(script) as server:
        client = make_client(server.base_url, limits=limits)
        assert client.get_advertisement_stocks().items == ["x" * 5_000]


@pytest.mark.parametrize("status", ["500 Internal Server Error", "503 Service Unavailable"])
def test_a_server_error_leaves_the_outcome_unknown(ask, status):
    with pytest.raises(ServiceFailed) as caught:
        ask(send_bytes(answer(b"<html>", status)))

    assert caught.value.carried_out is None
    assert caught.value.http_status == int(status[:3])

"""No secret in a log line, an error or a traceback's frames, whatever goes wrong."""

import json
import logging

import pytest

from tests.client.conftest import ACCOUNT_SECRET, LEAD_SECRET, STOCK_SECRET
from tests.client.leaks import RecordingHandler, everything_about, found_in
from tests.client.raw_server import RawServer, answer, drip, free_port, hang, reset
from wagtail_easycars.client import Limits
from wagtail_easycars.client.errors import ClientError
from wagtail_easycars.client.redaction import install_log_filter

TOKEN = "t0ken.of-easycars.signature"
SECRETS = [STOCK_SECRET, LEAD_SECRET, ACCOUNT_SECRET, TOKEN]
GIVES_TOKEN = answer(json.dumps({"Code": 0, "Token": TOKEN}).encode())
ECHO = json.dumps({"Code": 7, "ErrorMessage": f"no {STOCK_SECRET} {ACCOUNT_SECRET}"})

SCENARIOS = {
    "reset": reset,
    "closed": lambda connection: connection.close(),
    "read time-out": hang,
    "drip": lambda connection: drip(connection, GIVES_TOKEN),
    "500": lambda connection: connection.sendall(answer(b"", "500 Internal Server Error")),
    "401": lambda connection: connection.sendall(answer(b"", "401 Unauthorized")),
    "HTML": lambda connection: connection.sendall(answer(b"<h1>Sorry</h1>")),
    "redirect": lambda connection: connection.sendall(
        answer(b"", "302 Found", [f"Location: http://127.0.0.1:{free_port()}/RequestToken?a=b"])
    ),
    "cut body": lambda connection: connection.sendall(GIVES_TOKEN[:-4]),
    "broken JSON with the token": lambda connection: connection.sendall(
        answer(f'{{"Code": 0, "Token": "{TOKEN}"'.encode())
    ),
    "token that fits no header": lambda connection: connection.sendall(
        answer(json.dumps({"Code": 0, "Token": f"{TOKEN} {STOCK_SECRET}"}).encode())
    ),
    "echo": lambda connection: connection.sendall(answer(ECHO.encode())),
    "echo with an odd status": lambda connection: connection.sendall(
        answer(ECHO.encode(), "503 Service Unavailable")
    ),
}


@pytest.fixture
def log():
    """Everything that anybody logs during the test, at DEBUG."""
    handler = RecordingHandler()
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler.lines
    root.removeHandler(handler)
    root.setLevel(level)


def failure_of(make_client, base_url):
    limits = Limits(connect_timeout=0.2, read_timeout=0.1, call_deadline=0.2, stock_deadline=0.2)
    with pytest.raises(ClientError) as caught:
        make_client(base_url, limits=limits).get_advertisement_stocks()
    return caught.value


def assert_no_leak(error, log):
    assert error.__cause__ is None
    assert error.__context__ is None
    for text in everything_about(error):
        assert found_in(text, SECRETS) == set()
    assert found_in(log.getvalue(), SECRETS) == set()


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_failed_token_request_leaks_nothing(make_client, log, scenario):
    with RawServer(SCENARIOS[scenario]) as server:
        error = failure_of(make_client, server.base_url)

    assert_no_leak(error, log)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_failed_call_leaks_nothing(make_client, log, scenario):
    def script(connection):
        if b"RequestToken" in server.requests[-1]:
            connection.sendall(GIVES_TOKEN)
        else:
            SCENARIOS[scenario](connection)

    with RawServer(script) as server:
        error = failure_of(make_client, server.base_url)

    assert_no_leak(error, log)
    assert "GetAdvertisementStocks" in error.endpoint


def test_a_token_that_an_answer_repeats_is_masked(make_client, log):
    refusal = json.dumps({"Code": 7, "ErrorMessage": f"Not allowed: Bearer {TOKEN}"})

    def script(connection):
        is_token_request = b"RequestToken" in server.requests[-1]
        connection.sendall(GIVES_TOKEN if is_token_request else answer(refusal.encode()))

    with RawServer(script) as server:
        error = failure_of(make_client, server.base_url)

    assert error.message == "Not allowed: Bearer ********"
    assert_no_leak(error, log)


def test_a_refused_connection_leaks_nothing(make_client, log):
    assert_no_leak(failure_of(make_client, f"http://127.0.0.1:{free_port()}/"), log)


def test_an_unknown_host_leaks_nothing(make_client, log):
    assert_no_leak(failure_of(make_client, "http://easycars.invalid/"), log)


def test_a_success_logs_the_request_without_its_secret(make_client, log):
    with RawServer(lambda connection: connection.sendall(GIVES_TOKEN)) as server:
        make_client(server.base_url).request_stock_token()

    assert "/StockService/RequestToken?********" in log.getvalue()
    assert found_in(log.getvalue(), SECRETS) == set()


def test_this_search_finds_a_secret_where_there_is_one():
    def leak(url):
        raise ValueError("no secret in the message")

    url = f"/RequestToken?ClientSecret={STOCK_SECRET}"
    with pytest.raises(ValueError, match="no secret") as caught:
        leak(url)
    caught.value.request = {"url": url}

    assert any(found_in(text, SECRETS) for text in everything_about(caught.value))


@pytest.mark.parametrize("name", ["urllib3.connectionpool", "urllib3.util.retry"])
def test_what_urllib3_logs_of_a_token_request_is_redacted(log, name):
    url = "/ECService/StockService/RequestToken?ClientID=a&ClientSecret=5t0ck"

    logging.getLogger(name).warning("Retrying (%r) after %r: %s", 3, f"broken: {url}", url)

    assert "5t0ck" not in log.getvalue()
    assert "Retrying (3) after 'broken: /ECService/StockService/RequestToken" in log.getvalue()


def test_other_lines_of_urllib3_stay_as_they_are(log):
    logging.getLogger("urllib3.connectionpool").debug("GET %s", "https://example.com/a?b=c")

    assert "GET https://example.com/a?b=c" in log.getvalue()


def test_the_filter_is_installed_once():
    before = list(logging.getLogger("urllib3.connectionpool").filters)

    install_log_filter()

    assert logging.getLogger("urllib3.connectionpool").filters == before

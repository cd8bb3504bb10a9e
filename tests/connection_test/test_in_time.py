"""However EasyCars keeps one waiting, the test is over in time."""

import socket
import time

import pytest

from tests.client.raw_server import RawServer
from tests.connection_test.conftest import finding_of, outcomes, outcomes_with
from wagtail_easycars.connection_test import LONGEST_SECONDS, Outcome, Step

FAILED, NOT_TRIED = Outcome.FAILED, Outcome.NOT_TRIED
SECONDS = 0.6
# How much later a busy machine may look at its watch.
SLACK = 1.5


@pytest.fixture
def timed(try_connection):
    """Returns a test's report, and fails it where it took too long."""

    def run():
        started = time.monotonic()
        report = try_connection(seconds=SECONDS)
        assert time.monotonic() - started < SECONDS + SLACK
        return report

    return run


def test_the_clerk_waits_for_ten_seconds_at_most():
    assert LONGEST_SECONDS == 10


@pytest.mark.parametrize("fault", ["hang", "drip", "slow"])
def test_a_token_that_does_not_come(timed, sandbox, fault):
    sandbox.fail(fault, "RequestToken", times=10, seconds=5)

    report = timed()

    assert outcomes(report) == outcomes_with(
        stock_token=FAILED, stock_account=NOT_TRIED, lead_token=FAILED, lead_account=NOT_TRIED
    )
    assert "EasyCars did not answer within 1 second" in finding_of(report, Step.LEAD_TOKEN).message


@pytest.mark.slow
def test_a_slow_stock_does_not_keep_the_leads_from_being_tried(timed, sandbox):
    sandbox.fail("slow", "GetAdvertisementStocks", times=10, seconds=5)

    report = timed()

    assert outcomes(report) == outcomes_with(stock_account=FAILED)
    assert "A large stock can take longer" in finding_of(report, Step.STOCK_ACCOUNT).message


def test_a_handshake_that_is_never_finished(timed, reached_at):
    def read_on(connection):
        while connection.recv(65536):
            pass

    with RawServer(read_on, reads_request=False) as server:
        reached_at(server.base_url.replace("http://", "https://"))
        report = timed()

    assert outcomes(report) == outcomes_with(NOT_TRIED, host=FAILED)


@pytest.mark.slow
def test_a_look_up_of_the_name_that_hangs(timed, reached_at, monkeypatch):
    def look_up(*args, **kwargs):
        time.sleep(SECONDS + SLACK + 1)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    reached_at("https://easycars.example/")

    report = timed()

    assert outcomes(report) == outcomes_with(NOT_TRIED, host=FAILED)
    assert "did not answer within" in finding_of(report, Step.HOST).message

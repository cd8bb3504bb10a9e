"""Each way to be wrong, and what the clerk is told to do."""

import logging

import pytest

from tests.client.leaks import RecordingHandler, found_in, values_of
from tests.connection_test.conftest import finding_of, outcomes, outcomes_with
from wagtail_easycars.connection_test import Outcome, Step
from wagtail_easycars.sandbox.catalogue import generate

FAILED, NOT_TRIED = Outcome.FAILED, Outcome.NOT_TRIED
WRONG = "wrong-secret-5d0a1c7e9b34"


@pytest.fixture(autouse=True)
def stock(sandbox):
    sandbox.set_stock("harbour", generate(2, seed=4))


@pytest.fixture
def log():
    handler = RecordingHandler()
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler.lines
    root.removeHandler(handler)
    root.setLevel(level)


def test_a_wrong_client_secret_of_the_stock_leaves_the_leads_to_be_tried(try_connection):
    report = try_connection(stock_client_secret=WRONG)

    assert outcomes(report) == outcomes_with(stock_token=FAILED, stock_account=NOT_TRIED)
    finding = finding_of(report, Step.STOCK_TOKEN)
    assert "client ID and client secret of the stock service. Copy both again" in finding.message
    assert "StockService/RequestToken" in finding.technical_detail
    assert report.outcome is FAILED


def test_a_wrong_client_secret_of_the_leads_leaves_the_stock_to_be_tried(try_connection):
    report = try_connection(lead_client_secret=WRONG)

    assert outcomes(report) == outcomes_with(lead_token=FAILED, lead_account=NOT_TRIED)
    assert "of the lead service" in finding_of(report, Step.LEAD_TOKEN).message


def test_a_dealer_who_needs_a_pair_for_leads_is_told_so(try_connection):
    report = try_connection(lead_client_id="", lead_client_secret="")

    assert outcomes(report) == outcomes_with(lead_token=FAILED, lead_account=NOT_TRIED)
    assert "issues a pair of its own for leads" in finding_of(report, Step.LEAD_TOKEN).message


@pytest.mark.parametrize("wrong", [{"account_secret": WRONG}, {"account_number": "EC000000"}])
def test_a_wrong_or_unknown_account_is_refused_by_both_services(try_connection, wrong):
    report = try_connection(**wrong)

    assert outcomes(report) == outcomes_with(stock_account=FAILED, lead_account=FAILED)
    finding = finding_of(report, Step.STOCK_ACCOUNT)
    assert "did not accept the account number and account secret" in finding.message


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("status", "a fault of its own"),
        ("html_page", "not as EasyCars should"),
        ("code_9", "a fault of its own"),
        ("code_7", "EasyCars refused the request"),
        ("reset", "broke before its answer was complete"),
        ("hang_up", "broke before its answer was complete"),
        ("cut_json", "not as EasyCars should"),
        ("redirect", "not as EasyCars should"),
    ],
)
def test_an_easycars_out_of_order_is_told_from_wrong_credentials(
    try_connection, sandbox, fault, told
):
    sandbox.fail(fault, times=20)

    report = try_connection()

    assert outcomes(report) == outcomes_with(
        stock_token=FAILED, stock_account=NOT_TRIED, lead_token=FAILED, lead_account=NOT_TRIED
    )
    assert told in finding_of(report, Step.STOCK_TOKEN).message


def test_the_clerk_reads_easycars_own_words(try_connection, sandbox):
    sandbox.fail("code_1", "GetAdvertisementStocks", times=2, message="Account is suspended.")

    message = finding_of(try_connection(), Step.STOCK_ACCOUNT).message

    assert message.endswith("EasyCars says: Account is suspended.")


@pytest.mark.parametrize("fault", [None, "code_1", "status", "html_page", "reset", "drip"])
def test_no_secret_is_in_what_is_found_or_logged(try_connection, easycars, sandbox, log, fault):
    secrets = [
        getattr(easycars, name).reveal()
        for name in ("account_secret", "stock_client_secret", "lead_client_secret")
    ]
    if fault:
        options = {"message": " ".join(secrets)} if fault == "code_1" else {}
        sandbox.fail(fault, times=20, **options)

    report = try_connection(seconds=0.5)

    assert log.getvalue()
    for text in (*values_of(report), log.getvalue()):
        assert found_in(text, secrets) == set()

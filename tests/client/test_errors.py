"""What an answer that is no success says, to the code and to the clerk."""

import pytest
import requests
from django.core.exceptions import ImproperlyConfigured

from tests.client.conftest import ACCOUNT_SECRET, LEAD_SECRET, STOCK_SECRET
from wagtail_easycars.client import Account
from wagtail_easycars.client.errors import (
    AuthenticationRefused,
    ClientError,
    NotSent,
    OutcomeUnknown,
    Refused,
    ServiceFailed,
    TimedOut,
    UnusableAnswer,
)
from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.secret import Secret

STOCK = "StockService/GetAdvertisementStocks"


@pytest.fixture
def failure(client, service_with_tokens):
    def failure(document=None, **kwargs):
        service_with_tokens.answers(STOCK, document, **kwargs)
        with pytest.raises(ClientError) as caught:
            client.get_advertisement_stocks()
        return caught.value

    return failure


@pytest.mark.parametrize(
    ("status", "document", "error_class", "carried_out"),
    [
        (200, {"Code": 1}, AuthenticationRefused, False),
        (500, {"Code": 1}, AuthenticationRefused, False),
        (401, None, AuthenticationRefused, False),
        (401, {"Message": "no"}, AuthenticationRefused, False),
        (200, {"Code": 7}, Refused, False),
        (400, {"Code": 7}, Refused, False),
        (503, {"Code": 7}, Refused, False),
        (401, {"Code": 7}, Refused, False),
        (200, {"Code": 9}, ServiceFailed, None),
        (401, {"Code": 9}, ServiceFailed, None),
        (200, {"Code": 3}, ServiceFailed, None),
        (500, None, ServiceFailed, None),
        (500, {"Code": 0, "StockList": []}, ServiceFailed, None),
        (502, {"Message": "Bad gateway"}, ServiceFailed, None),
        (302, {"Code": 0, "StockList": []}, UnusableAnswer, None),
        (401, {"Code": 0, "StockList": []}, UnusableAnswer, None),
        (404, None, UnusableAnswer, None),
        (403, {"Message": "Forbidden"}, UnusableAnswer, None),
        (429, None, UnusableAnswer, None),
        (200, {"Code": -1}, UnusableAnswer, None),
        (200, {"Code": 10**400}, UnusableAnswer, None),
        (200, {"Code": 1.0}, UnusableAnswer, None),
    ],
)
def test_code_and_status_together_say_what_is_certain(
    failure, status, document, error_class, carried_out
):
    error = failure(document, status=status)

    assert type(error) is error_class
    assert error.carried_out is carried_out
    assert error.certain is (carried_out is not None)
    assert error.http_status == status


@pytest.mark.parametrize(
    ("exception", "error_class"),
    [
        (requests.ReadTimeout(), TimedOut),
        (requests.ConnectionError("reset"), OutcomeUnknown),
        (requests.exceptions.ChunkedEncodingError(), OutcomeUnknown),
        (requests.ConnectTimeout(), NotSent),
        (requests.exceptions.InvalidURL(), NotSent),
    ],
)
def test_a_failure_without_proof_that_nothing_was_sent_is_unknown(failure, exception, error_class):
    error = failure(body=exception)

    assert type(error) is error_class
    assert error.detail == type(exception).__name__


def test_an_error_names_the_place_and_the_host(failure):
    error = failure({"Code": 7, "ErrorMessage": "YardCode is unknown"})

    assert isinstance(error, EasyCarsError)
    assert error.endpoint == STOCK
    assert error.host == "easycars.test"
    assert (error.code, error.message) == (7, "YardCode is unknown")
    assert "easycars" not in str(error)


def test_a_clerk_reads_what_to_do_and_what_easycars_says(failure):
    error = failure({"Code": 7, "ErrorMessage": "YardCode is unknown"})

    assert str(error) == (
        "EasyCars refused this. Correct what it names, then send it again. "
        "EasyCars says: YardCode is unknown"
    )


@pytest.mark.parametrize("message", [None, "", 17, ["a"], {"b": 1}])
def test_a_missing_message_leaves_the_explanation_alone(failure, message):
    error = failure({"Code": 7, "ErrorMessage": message})

    assert error.message == ""
    assert str(error) == str(Refused.explanation)


def test_a_message_comes_on_one_line_and_not_too_long(failure):
    error = failure({"Code": 7, "ErrorMessage": "bad\r\n\x00\x1b[31mthing " + "x" * 10_000})

    assert error.message.startswith("bad [31mthing x")
    assert len(error.message) == 500


@pytest.mark.parametrize(
    "echo",
    [
        STOCK_SECRET,
        LEAD_SECRET,
        ACCOUNT_SECRET.upper(),
        "5t0ck%2Fs3cr3t%2Bwith%26odd%3Dcharacters%201",
        "5t0ck%2fs3cr3t%2bwith%26odd%3dcharacters+1",
        "x" * 480 + STOCK_SECRET,
        "5t0ck/s3cr3t+with&amp;odd=characters 1",
        r"5t0ck\/s3cr3t+with&odd=characters 1",
        "5t0ck/s3c\u200br3t+with&odd=characters 1",
        "5t0ck/s3\r\ncr3t+with&odd=charac\x00ters 1",
    ],
)
def test_a_secret_that_easycars_repeats_is_masked(failure, echo):
    error = failure({"Code": 7, "ErrorMessage": f"wrong: {echo}"})

    assert "s3cr3t" not in error.message.lower()
    assert "characters" not in error.message.lower()
    assert ACCOUNT_SECRET not in error.message.lower()
    assert "********" in error.message


@pytest.mark.parametrize(
    "echo",
    [
        "it&#x27;s a &quot;s3cr3t",
        "it&#39;s a &quot;s3cr3t",
        r"it's a \"s3cr3t",
        "it's a\n \"s3cr3t",
    ],
)
def test_quotation_marks_in_a_secret_hide_it_from_nobody(make_client, service_with_tokens, echo):
    client = make_client(account=Account("EC103815", Secret("it's a \"s3cr3t")))
    service_with_tokens.answers(STOCK, {"Code": 7, "ErrorMessage": f"wrong: {echo}"})

    with pytest.raises(Refused) as caught:
        client.get_advertisement_stocks()

    assert caught.value.message == "wrong: ********"


def test_what_is_invisible_stays_where_it_hides_no_secret(failure):
    error = failure({"Code": 7, "ErrorMessage": "Yard\u200b 3\nis closed"})

    assert error.message == "Yard\u200b 3 is closed"


def test_a_warning_is_logged(client, service_with_tokens, caplog):
    service_with_tokens.answers(STOCK, {"Code": 5, "StockList": [], "ErrorMessage": "Yard closed"})

    client.get_advertisement_stocks()

    assert f"EasyCars warns at {STOCK}: Yard closed" in caplog.text


@pytest.mark.parametrize(
    "base_url",
    [
        "ftp://easycars.test/",
        "easycars.test",
        "https://user:password@easycars.test/",
        "https://a/?b",
    ],
)
def test_a_base_url_that_cannot_be_right_is_refused(make_client, base_url):
    with pytest.raises(ImproperlyConfigured) as caught:
        make_client(base_url)

    assert "password@" not in str(caught.value)


def test_a_base_url_may_lack_its_slash(make_client, service_with_tokens):
    service_with_tokens.answers(STOCK, {"Code": 0, "StockList": []})

    assert make_client("https://easycars.test/ECService").get_advertisement_stocks().items == []


def test_a_closed_client_makes_no_call(make_client):
    with make_client() as client:
        pass

    with pytest.raises(RuntimeError, match="closed"):
        client.request_stock_token()

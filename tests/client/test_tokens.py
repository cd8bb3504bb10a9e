"""When a token is requested, kept, shared, dropped and renewed."""

import base64
import json

import pytest

from tests.client.conftest import BASE_URL, LEAD_SECRET, STOCK_SECRET
from wagtail_easycars.client import Credentials
from wagtail_easycars.client.endpoints import Service
from wagtail_easycars.client.errors import (
    AuthenticationRefused,
    CredentialsRefused,
    NoToken,
    NotSent,
    Refused,
)
from wagtail_easycars.client.token_life import usable_seconds
from wagtail_easycars.client.tokens import token_key
from wagtail_easycars.secret import Secret

STOCK = "StockService/GetAdvertisementStocks"
CONTACTS = "LeadService/SearchContacts"
NO_STOCK = {"StockList": [], "Code": 0}
REFUSED = {"Code": 1, "ErrorMessage": "Authentication failed"}
STOCK_KEY = token_key(Service.STOCK, BASE_URL, Credentials("stock-id", Secret(STOCK_SECRET)))


def jwt(**claims):
    parts = [json.dumps({"alg": "HS256"}).encode(), json.dumps(claims).encode(), b"signature"]
    return Secret(".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts))


def token_numbers(service, operation):
    return [call.headers["Authorization"][-1] for call in service.calls(operation)]


class TestLife:
    def test_is_what_lies_between_issue_and_expiry_less_a_margin(self):
        assert usable_seconds(jwt(iat=1000, exp=1300)) == 240

    def test_does_not_depend_on_our_clock(self):
        assert usable_seconds(jwt(iat=9_999_999_000, exp=9_999_999_600)) == 540

    @pytest.mark.parametrize(
        "token",
        [
            Secret("opaque"),
            Secret("a.b.c"),
            Secret("a." + "W10" + ".c"),
            jwt(exp=1300),
            jwt(iat="1000", exp=1300),
            jwt(iat=True, exp=1300),
            jwt(iat=1000, exp=float("inf")),
        ],
    )
    def test_of_a_token_that_cannot_be_read_is_the_documented_one(self, token):
        assert usable_seconds(token) == 540

    def test_has_a_bound(self):
        assert usable_seconds(jwt(iat=0, exp=10_000_000_000)) < 24 * 3600

    def test_that_is_over_at_once_means_a_token_for_one_call(self, client, service):
        token = jwt(iat=1000, exp=1030).reveal()
        service.answers("StockService/RequestToken", {"Token": token, "Code": 0})
        service.answers(STOCK, NO_STOCK)

        client.get_advertisement_stocks()
        client.get_advertisement_stocks()

        assert len(service.calls("RequestToken")) == 2

    def test_counts_from_the_start_of_the_request(self, client, service, token_store, monkeypatch):
        now = 100.0
        monkeypatch.setattr("time.monotonic", lambda: now)

        def answer_after_seven_seconds(request):
            nonlocal now
            now += 7
            return 200, {}, json.dumps({"Token": "opaque", "Code": 0})

        service.mock.add_callback(
            "POST", f"{BASE_URL}StockService/RequestToken", answer_after_seven_seconds
        )
        client.request_stock_token()

        now = 100.0 + 600 - 60 - 1
        assert token_store.get(STOCK_KEY) == "opaque"
        now = 100.0 + 600 - 60
        assert token_store.get(STOCK_KEY) is None


class TestReuse:
    def test_one_token_serves_many_calls(self, client, service_with_tokens):
        service_with_tokens.answers(STOCK, NO_STOCK)

        client.get_advertisement_stocks()
        client.get_advertisement_stocks()

        assert len(service_with_tokens.calls("RequestToken")) == 1
        assert token_numbers(service_with_tokens, STOCK) == ["1", "1"]

    def test_each_service_has_a_token_of_its_own(self, client, service_with_tokens):
        service_with_tokens.answers(STOCK, NO_STOCK)
        service_with_tokens.answers(CONTACTS, {"Contacts": [], "Code": 0})

        client.get_advertisement_stocks()
        client.search_contacts(name="Kim")

        requests = service_with_tokens.calls("RequestToken")
        assert [request.params for request in requests] == [
            {"ClientID": "stock-id", "ClientSecret": STOCK_SECRET},
            {"ClientID": "lead-id", "ClientSecret": LEAD_SECRET},
        ]
        assert "LeadService" in requests[1].url

    def test_the_stock_pair_serves_leads_where_there_is_no_other(
        self, make_client, service_with_tokens
    ):
        service_with_tokens.answers(CONTACTS, {"Contacts": [], "Code": 0})

        make_client(lead=None).search_contacts(name="Kim")

        [request] = service_with_tokens.calls("RequestToken")
        assert "LeadService" in request.url
        assert request.params["ClientID"] == "stock-id"

    def test_testing_the_connection_never_trusts_a_stored_token(self, client, service_with_tokens):
        client.request_stock_token()
        client.request_stock_token()
        client.request_lead_token()

        assert len(service_with_tokens.calls("RequestToken")) == 3


class TestRenewal:
    def test_a_stored_token_that_is_refused_is_renewed_once(
        self, client, service_with_tokens, token_store
    ):
        token_store.set(STOCK_KEY, Secret("token-0"), 100)
        service_with_tokens.answers(STOCK, REFUSED)
        service_with_tokens.answers(STOCK, NO_STOCK)

        client.get_advertisement_stocks()

        assert token_numbers(service_with_tokens, STOCK) == ["0", "1"]
        assert token_store.get(STOCK_KEY) == "t0ken-number-1"

    def test_the_http_status_401_is_enough(self, client, service_with_tokens, token_store):
        token_store.set(STOCK_KEY, Secret("token-0"), 100)
        service_with_tokens.answers(STOCK, status=401, body="Unauthorized")
        service_with_tokens.answers(STOCK, NO_STOCK)

        assert client.get_advertisement_stocks().items == []

    def test_a_new_token_that_is_refused_is_not_renewed(self, client, service_with_tokens):
        service_with_tokens.answers(STOCK, REFUSED)

        with pytest.raises(AuthenticationRefused) as caught:
            client.get_advertisement_stocks()

        assert len(service_with_tokens.calls("RequestToken")) == 1
        assert len(service_with_tokens.calls(STOCK)) == 1
        assert "account secret" in str(caught.value)
        assert caught.value.carried_out is False

    def test_two_refusals_end_the_call(self, client, service_with_tokens, token_store):
        token_store.set(STOCK_KEY, Secret("token-0"), 100)
        service_with_tokens.answers(STOCK, REFUSED)

        with pytest.raises(AuthenticationRefused):
            client.get_advertisement_stocks()

        assert len(service_with_tokens.calls(STOCK)) == 2
        assert token_store.get(STOCK_KEY) is None

    def test_no_other_failure_repeats_a_call(self, client, service_with_tokens, token_store):
        token_store.set(STOCK_KEY, Secret("token-0"), 100)
        service_with_tokens.answers(STOCK, {"Code": 7})

        with pytest.raises(Refused):
            client.get_advertisement_stocks()

        assert len(service_with_tokens.calls(STOCK)) == 1

    def test_a_newer_token_survives_the_failure_of_an_older_one(self, token_store):
        token_store.set("key", Secret("newer"), 100)

        token_store.drop("key", Secret("older"))

        assert token_store.get("key") == "newer"


class TestWithoutAToken:
    def test_wrong_credentials_are_named_as_such(self, client, service):
        service.answers("StockService/RequestToken", REFUSED)

        with pytest.raises(CredentialsRefused) as caught:
            client.get_advertisement_stocks()

        assert "client ID" in str(caught.value)
        assert caught.value.endpoint == "StockService/RequestToken"

    @pytest.mark.parametrize("answer", [{"status": 500}, {"body": "<html>"}, {"json": {"Code": 9}}])
    def test_the_call_itself_was_surely_not_sent(self, client, service, answer):
        service.answers("LeadService/RequestToken", **answer)

        with pytest.raises(NoToken) as caught:
            client.search_contacts(name="Kim")

        assert isinstance(caught.value, NotSent)
        assert caught.value.endpoint == CONTACTS
        assert "LeadService/RequestToken" in caught.value.detail


class TestKey:
    def test_holds_no_credential(self):
        assert STOCK_SECRET not in STOCK_KEY
        assert "stock-id" not in STOCK_KEY

    @pytest.mark.parametrize(
        ("service", "base_url", "client_id", "secret"),
        [
            (Service.LEAD, BASE_URL, "stock-id", STOCK_SECRET),
            (Service.STOCK, BASE_URL + "test/", "stock-id", STOCK_SECRET),
            (Service.STOCK, BASE_URL, "other-id", STOCK_SECRET),
            (Service.STOCK, BASE_URL, "stock-id", "other secret"),
        ],
    )
    def test_differs_wherever_a_token_may_not_be_shared(self, service, base_url, client_id, secret):
        assert token_key(service, base_url, Credentials(client_id, Secret(secret))) != STOCK_KEY

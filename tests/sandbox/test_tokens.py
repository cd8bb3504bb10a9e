import jwt
import pytest

from wagtail_easycars.sandbox import Sandbox
from wagtail_easycars.sandbox.tokens import client_pair

from .api import Api

SERVICES = ("StockService", "LeadService")


@pytest.mark.parametrize("service", SERVICES)
def test_a_token_is_a_jwt_that_lasts_600_seconds(api, service):
    answer = api.request_token(service)
    claims = jwt.decode(answer["Token"], options={"verify_signature": False})
    assert answer["Code"] == 0
    assert claims["exp"] - claims["iat"] == 600


@pytest.mark.parametrize("wrong", ["ClientID", "ClientSecret"])
@pytest.mark.parametrize("service", SERVICES)
def test_a_wrong_pair_gets_no_token(api, service, wrong):
    client_id, client_secret = client_pair(api.account, service)
    pair = {"ClientID": client_id, "ClientSecret": client_secret, wrong: "wrong"}
    answer = api.request_token(service, params=pair)
    assert (answer["Code"], answer["Token"]) == (1, None)


def test_the_pair_of_one_service_is_refused_by_the_other(api):
    account = api.account
    stock_pair = {"ClientID": account.stock_client_id, "ClientSecret": account.stock_client_secret}
    assert api.request_token("LeadService", params=stock_pair)["Code"] == 1


def test_an_account_without_a_lead_pair_uses_its_stock_pair_for_leads(sandbox):
    api = Api(sandbox, "outback")
    assert api.account.lead_client_id == ""
    assert api.request_token("LeadService")["Code"] == 0


@pytest.mark.parametrize("missing", ["ClientID", "ClientSecret"])
def test_credentials_that_are_missing_from_the_query_are_named(api, missing):
    pair = {"ClientID": "a", "ClientSecret": "b"}
    del pair[missing]
    answer = api.request_token("StockService", params=pair)
    assert answer["Code"] == 7
    assert missing in answer["ErrorMessage"]


def test_credentials_in_the_body_are_refused(api):
    client_id, client_secret = client_pair(api.account, "StockService")
    pair = {"ClientID": client_id, "ClientSecret": client_secret}
    assert api.request_token("StockService", params={}, json=pair)["Code"] == 7
    assert api.request_token("StockService", json=pair)["Code"] == 7


@pytest.mark.parametrize("extra", [{"AccountNumber": "EC900001"}, {"ClientID": ["a", "b"]}])
def test_a_query_with_unknown_or_doubled_parameters_is_refused(api, extra):
    client_id, client_secret = client_pair(api.account, "StockService")
    pair = {"ClientID": client_id, "ClientSecret": client_secret, **extra}
    assert api.request_token("StockService", params=pair)["Code"] == 7


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer nonsense", "Basic abc"])
def test_a_call_without_a_good_token_is_refused(api, header):
    headers = {} if header is None else {"Authorization": header}
    answer = api.post("StockService", "GetAdvertisementStocks", json=api.body(), headers=headers)
    assert (answer["Code"], answer["StockList"]) == (1, None)


def test_a_stock_token_is_refused_by_the_lead_service(api):
    headers = {"Authorization": f"Bearer {api.token('StockService')}"}
    body = api.body(Name="x")
    assert api.post("LeadService", "SearchContacts", json=body, headers=headers)["Code"] == 1


def test_a_token_of_another_sandbox_is_refused(api):
    with Sandbox(catalogue=False) as other:
        headers = {"Authorization": f"Bearer {Api(other).token('StockService')}"}
    body = api.body()
    assert (
        api.post("StockService", "GetAdvertisementStocks", json=body, headers=headers)["Code"] == 1
    )


def test_an_expired_token_is_refused():
    with Sandbox(catalogue=False, token_lifetime=0) as sandbox:
        answer = Api(sandbox).stocks()
    assert answer["Code"] == 1
    assert "expired" in answer["ErrorMessage"]


@pytest.mark.parametrize("field", ["AccountNumber", "AccountSecret"])
@pytest.mark.parametrize("endpoint", ["GetAdvertisementStocks", "GetLeadDetail"])
def test_a_wrong_account_is_refused(api, endpoint, field):
    fields = {"LeadNumber": "000001"} if endpoint == "GetLeadDetail" else {}
    assert api.call(endpoint, **fields, **{field: "wrong"})["Code"] == 1


def test_an_account_is_refused_to_another_dealers_token(api, sandbox):
    other = sandbox.accounts["outback"]
    answer = api.stocks(AccountNumber=other.account_number, AccountSecret=other.account_secret)
    assert answer["Code"] == 1

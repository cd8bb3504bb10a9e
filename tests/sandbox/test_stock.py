import time

from wagtail_easycars.sandbox import Sandbox, catalogue

from .api import Api


def test_a_dealer_gets_the_whole_stock(dealers):
    answer = Api(dealers).stocks()
    assert answer["Code"] == 0
    assert answer["StockList"] == dealers.stock("harbour")
    assert answer["StockList"] == dealers.accounts["harbour"].stock


def test_a_yard_code_limits_the_stock_to_that_yard(dealers):
    items = Api(dealers).stocks(YardCode="200")["StockList"]
    assert {item["YardCode"] for item in items} == {"200"}
    assert len(items) < len(dealers.stock("harbour"))


def test_an_unknown_yard_has_no_stock(dealers):
    answer = Api(dealers).stocks(YardCode="999")
    assert (answer["Code"], answer["StockList"]) == (0, [])


def test_dealers_have_their_own_stock(dealers):
    numbers = {item["StockNumber"] for item in Api(dealers, "outback").stocks()["StockList"]}
    assert numbers.isdisjoint(item["StockNumber"] for item in dealers.stock("harbour"))


def test_a_new_stock_replaces_the_answer(api, sandbox):
    assert api.stocks()["StockList"] == []
    sandbox.set_stock("harbour", [{"StockNumber": "1", "YardCode": "100"}])
    assert api.stocks()["StockList"] == [{"StockNumber": "1", "YardCode": "100"}]
    assert len(api.stocks(YardCode="100")["StockList"]) == 1


def test_changing_a_copy_of_the_stock_changes_nothing(sandbox):
    sandbox.set_stock("harbour", [{"StockNumber": "1"}])
    sandbox.stock("harbour")[0]["StockNumber"] = "2"
    assert sandbox.stock("harbour") == [{"StockNumber": "1"}]


def test_pictures_of_the_catalogue_are_served_by_the_sandbox_itself(dealers):
    origin = dealers.base_url
    for item in dealers.stock("harbour"):
        assert all(url.startswith(f"{origin}images/") for url in item["ImageURLs"].split(","))


def test_a_stock_is_serialised_once_until_it_changes(sandbox):
    stock_list = sandbox.accounts["harbour"].stock_list
    sandbox.set_stock("harbour", catalogue.generate(100))
    first = stock_list.answer_body()
    assert stock_list.answer_body() is first
    sandbox.set_stock("harbour", catalogue.generate(100))
    assert stock_list.answer_body() is not first


def test_calls_are_recorded_without_secrets(api, sandbox):
    api.stocks()
    api.stocks(AccountSecret="wrong")
    calls = [(call.service, call.endpoint, call.code, call.status) for call in sandbox.calls]
    assert calls == [
        ("StockService", "RequestToken", 0, 200),
        ("StockService", "GetAdvertisementStocks", 0, 200),
        ("StockService", "GetAdvertisementStocks", 1, 200),
    ]
    assert api.account.account_secret not in repr(sandbox.calls)
    assert api.account.stock_client_secret not in repr(sandbox.calls) + repr(sandbox.accounts)


def test_a_sandbox_starts_at_once():
    start = time.process_time()
    with Sandbox() as sandbox:
        assert len(sandbox.stock("harbour")) >= 63
    assert time.process_time() - start < 0.3

import pytest

from wagtail_easycars.client import Limits
from wagtail_easycars.client.errors import ServiceFailed, UnusableAnswer

STOCK = "StockService/GetAdvertisementStocks"


def test_the_stock_comes_as_it_is_without_being_validated(client, service_with_tokens):
    items = [{"StockNumber": "12"}, {"nothing": None}, 3, None]
    service_with_tokens.answers(STOCK, {"StockList": items, "Code": 0, "ErrorMessage": None})

    answer = client.get_advertisement_stocks()

    assert answer.items == items
    assert (answer.code, answer.message) == (0, "")


def test_the_account_goes_into_the_body_and_an_unset_yard_does_not(client, service_with_tokens):
    service_with_tokens.answers(STOCK, {"StockList": [], "Code": 0})

    client.get_advertisement_stocks()

    assert service_with_tokens.last_body() == {
        "AccountNumber": "EC103815",
        "AccountSecret": "0f1e2d3c-aaaa-bbbb-cccc-1234567890ab",
    }


def test_a_yard_is_asked_for_by_its_code(client, service_with_tokens):
    service_with_tokens.answers(STOCK, {"StockList": [], "Code": 0})

    client.get_advertisement_stocks("100")

    assert service_with_tokens.last_body()["YardCode"] == "100"


def test_a_null_list_is_told_apart_from_an_empty_one(client, service_with_tokens):
    service_with_tokens.answers(STOCK, {"StockList": None, "Code": 0})
    service_with_tokens.answers(STOCK, {"StockList": [], "Code": 0})

    assert client.get_advertisement_stocks().items is None
    assert client.get_advertisement_stocks().items == []


@pytest.mark.parametrize("document", [{"Code": 5}, {"Code": 5, "StockList": None}])
def test_a_warning_may_come_without_a_list(client, service_with_tokens, document):
    service_with_tokens.answers(STOCK, {**document, "ErrorMessage": "Yard 3 is being counted"})

    answer = client.get_advertisement_stocks()

    assert answer.items is None
    assert (answer.code, answer.message) == (5, "Yard 3 is being counted")


@pytest.mark.parametrize("document", [{}, {"StockList": {}}, {"StockList": "none"}])
def test_a_success_without_a_list_is_unusable(client, service_with_tokens, document):
    service_with_tokens.answers(STOCK, {**document, "Code": 0})

    with pytest.raises(UnusableAnswer):
        client.get_advertisement_stocks()


def test_a_stock_of_more_vehicles_than_the_limit_is_unusable(make_client, service_with_tokens):
    service_with_tokens.answers(STOCK, {"StockList": [{}, {}, {}], "Code": 0})
    client = make_client(limits=Limits(max_stock_items=2))

    with pytest.raises(UnusableAnswer) as caught:
        client.get_advertisement_stocks()

    assert caught.value.detail == "Code 0, more than 2 vehicles"


def test_a_stock_as_large_as_the_limit_is_taken(make_client, service_with_tokens):
    service_with_tokens.answers(STOCK, {"StockList": [{}, {}], "Code": 0})

    assert (
        make_client(limits=Limits(max_stock_items=2)).get_advertisement_stocks().items == [{}] * 2
    )


def test_a_stock_of_a_failed_service_is_not_taken(client, service_with_tokens):
    service_with_tokens.answers(STOCK, {"StockList": [], "Code": 9, "ErrorMessage": "Oops"})

    with pytest.raises(ServiceFailed) as caught:
        client.get_advertisement_stocks()

    assert caught.value.code == 9
    assert str(caught.value).endswith("EasyCars says: Oops")

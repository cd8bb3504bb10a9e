import pytest

from .api import fetch

STOCK = "GetAdvertisementStocks"


@pytest.mark.parametrize(
    ("fault", "check"),
    [
        ("null_stock_list", lambda answer: answer["StockList"] is None),
        ("empty_stock_list", lambda answer: answer["StockList"] == []),
        ("half_stock_list", lambda answer: len(answer["StockList"]) == 3),
        ("missing_stock_list", lambda answer: "StockList" not in answer),
        ("stock_list_of_other_type", lambda answer: isinstance(answer["StockList"], dict)),
        ("item_is_no_object", lambda answer: answer["StockList"][0] == "not an item"),
        (
            "doubled_stock_number",
            lambda answer: (
                answer["StockList"][0]["StockNumber"] == answer["StockList"][1]["StockNumber"]
            ),
        ),
    ],
)
def test_a_list_can_be_wrong_beside_success(stocked, sandbox, fault, check):
    sandbox.fail(fault, endpoint=STOCK)
    answer = fetch(stocked).json()
    assert answer["Code"] == 0
    assert check(answer)
    assert len(fetch(stocked).json()["StockList"]) == 6


@pytest.mark.parametrize(
    ("fault", "check"),
    [
        ("wrong_types", lambda item: item["Price"] == "thirty"),
        ("no_stock_number", lambda item: "StockNumber" not in item),
        ("blank_stock_number", lambda item: not item["StockNumber"].strip()),
        ("unknown_fields", lambda item: "BatteryCapacity" in item),
        ("control_characters", lambda item: "\x1b" in item["AdvDescription"]),
        ("nul_character", lambda item: "\x00" in item["AdvDescription"]),
        ("lone_surrogates", lambda item: "\ud83d" in item["AdvDescription"]),
        ("year_zero", lambda item: item["YearGroup"] == 0),
        ("negative_price", lambda item: item["Price"] == -1),
        ("astronomical_price", lambda item: item["Price"] == 1e308),
    ],
)
def test_an_item_can_be_wrong(stocked, sandbox, fault, check):
    sandbox.fail(fault, endpoint=STOCK, items=2)
    items = fetch(stocked).json()["StockList"]
    assert [bool(check(item)) for item in items] == [True, True] + [False] * 4


def test_an_item_can_be_huge(stocked, sandbox):
    sandbox.fail("huge_text", endpoint=STOCK, megabytes=2)
    assert len(fetch(stocked).json()["StockList"][0]["AdvDescription"]) == 2 * 1024 * 1024

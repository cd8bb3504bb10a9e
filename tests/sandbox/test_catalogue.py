from collections import Counter
from datetime import datetime

import pytest
from jsonschema import Draft202012Validator

from wagtail_easycars.sandbox import catalogue
from wagtail_easycars.sandbox.accounts import ACCOUNTS
from wagtail_easycars.sandbox.catalogue.identity import check_digit
from wagtail_easycars.sandbox.contract import load_document, stock_item_fields

HARBOUR = catalogue.stock_of("harbour")
OUTBACK = catalogue.stock_of("outback")
EVERYTHING = HARBOUR + OUTBACK


def test_harbour_city_motors_has_a_whole_yard():
    assert len(HARBOUR) >= 63
    assert {item["StockType"] for item in HARBOUR} == set("ABCHMT")
    assert {item["YardCode"] for item in HARBOUR} == {
        yard.code for yard in ACCOUNTS["harbour"].yards
    }


def test_outback_has_fewer_vehicles_in_two_yards():
    assert 20 <= len(OUTBACK) <= 30
    assert {item["YardCode"] for item in OUTBACK} == {
        yard.code for yard in ACCOUNTS["outback"].yards
    }


def test_there_are_new_used_and_demo_vehicles():
    kinds = Counter((item["IsUsed"], item["IsDemo"]) for item in HARBOUR)
    assert set(kinds) == {(True, False), (False, False), (False, True)}


@pytest.mark.parametrize("items", [EVERYTHING, catalogue.generate(500)], ids=["dealers", "made up"])
def test_every_item_has_all_72_fields_in_the_contracts_order_and_types(items):
    schema = {**load_document()["components"]["schemas"]["StockItem"]}
    validator = Draft202012Validator(schema)
    for item in items:
        assert list(item) == list(stock_item_fields())
        assert list(validator.iter_errors(item)) == []
    assert len(stock_item_fields()) == 72


def test_the_catalogue_is_the_same_at_every_start():
    assert catalogue.stock_of("harbour") == HARBOUR
    assert catalogue.generate(50, seed=3) == catalogue.generate(50, seed=3)
    assert catalogue.generate(50, seed=3) != catalogue.generate(50, seed=4)


def test_a_change_to_a_copy_does_not_reach_the_catalogue():
    catalogue.stock_of("harbour")[0]["Make"] = "CHANGED"
    assert catalogue.stock_of("harbour") == HARBOUR


@pytest.mark.parametrize("items", [EVERYTHING, catalogue.generate(500)], ids=["dealers", "made up"])
def test_vins_are_unique_and_right(items):
    vins = [item["VIN"] for item in items if item["VIN"] and item["YearGroup"] >= 1981]
    assert len(set(vins)) == len(vins) > 0
    assert all(len(vin) == 17 and not set(vin) & set("IOQ") for vin in vins)
    assert all(vin[8] == check_digit(vin[:8] + "0" + vin[9:]) for vin in vins)


def test_the_check_digit_is_the_standards():
    assert check_digit("1M8GDM9A_KP042788".replace("_", "0")) == "X"


def test_boats_have_a_hull_number_and_no_vin():
    boats = [item for item in EVERYTHING if item["StockType"] == "B"]
    assert all(boat["VIN"] == "" and boat["SerialNumber"] for boat in boats)
    assert all(boat["Length"] for boat in boats)


def test_caravans_and_trucks_have_what_their_buyers_ask_for():
    caravans = [item for item in EVERYTHING if item["StockType"] == "C"]
    trucks = [item for item in EVERYTHING if item["StockType"] == "H"]
    assert all(item["SleepingCapacity"] and item["Fridge"] and item["Shower"] for item in caravans)
    assert all(item["GVM"] and item["GCM"] and item["Tare"] for item in trucks)
    assert all(item["AxleConfiguration"] for item in trucks)


def test_rego_expiry_is_a_date_or_null():
    dates = [item["RegoExpiry"] for item in EVERYTHING if item["RegoExpiry"]]
    assert all(datetime.strptime(date, "%d/%m/%Y") for date in dates)
    assert any(item["RegoExpiry"] is None for item in EVERYTHING)


@pytest.mark.parametrize(
    "truth",
    [
        lambda item: item["VIN"] == "" and item["StockType"] == "A",
        lambda item: item["Price"] is None,
        lambda item: item["Odometer"] is None and item["StockType"] == "A",
        lambda item: item["Badge"].endswith(" "),
        lambda item: item["Series"].endswith(" "),
        lambda item: "<b>" in item["AdvDescription"],
        lambda item: "<br>" in item["AdvDescription"],
        lambda item: "<script>" in item["AdvDescription"] and "onclick" in item["AdvDescription"],
        lambda item: item["IsMiles"] and item["YearGroup"] < 1981,
        lambda item: item["IsSpecial"] and item["AdvSpecialPrice"] < item["Price"],
        lambda item: item["IsDepositTaken"],
        lambda item: item["StockStatus"] == "On Offer",
        lambda item: item["ImageCount"] != len(list(filter(None, item["ImageURLs"].split(",")))),
        lambda item: "🔥" in item["AdvDescription"] and "français" in item["AdvDescription"],
        lambda item: item["VideoLink"].startswith("https://"),
        lambda item: item["ImageURLs"] == "",
        lambda item: item["StandardFeatures"] == "",
    ],
)
def test_the_feed_has_its_awkward_truths(truth):
    assert any(truth(item) for item in EVERYTHING)


def test_most_vehicles_have_ten_to_forty_features_and_four_to_eight_pictures():
    features = [len(item["StandardFeatures"].split(",")) for item in EVERYTHING]
    pictures = [len(item["ImageURLs"].split(",")) for item in EVERYTHING if item["ImageURLs"]]
    assert sum(10 <= count <= 40 for count in features) >= len(EVERYTHING) - 1
    assert all(4 <= count <= 8 for count in pictures)


def test_a_made_up_stock_has_unique_numbers_and_pictures():
    items = catalogue.generate(1000, seed=2)
    urls = [url for item in items for url in item["ImageURLs"].split(",")]
    assert len({item["StockNumber"] for item in items}) == 1000
    assert len(set(urls)) == len(urls) >= 4000
    assert {item["StockType"] for item in items} == set("ABCHMT")

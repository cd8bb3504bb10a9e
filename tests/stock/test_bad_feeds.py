# ruff: noqa: PLR0917  (pytest passes fixtures and parameters by name)
"""Items that cannot be used, or only just: the rest of the feed is applied, no car is lost."""

import json

import pytest

from tests.some_of_many import slow_from
from tests.torture.commands import run_command
from tests.torture.feeds import answer_bytes, plain_items, with_raw_value
from tests.torture.history import assert_counts_add_up, failures_of
from tests.torture.state import listed_numbers, state_of
from wagtail_easycars.models import SyncChange, SyncRun, Vehicle

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(sandbox, site, sync):
    """Return the items of a first, healthy sync of three vehicles."""
    items = plain_items(3)
    sandbox.set_stock("harbour", items)
    assert sync().status == SyncRun.Status.SUCCESS
    return items


@pytest.mark.parametrize(
    "item",
    slow_from(
        5,
        [
            '"not a vehicle"',
            "null",
            '{"StockNumber": null, "Make": "Kia"}',
            '{"StockNumber": "\\u0000"}',
            '{"StockNumber": ["N0003"]}',
            "7",
            "true",
            "[]",
            "{}",
            '{"StockNumber": "  \\t "}',
            '{"StockNumber": true}',
            '{"StockNumber": {"N": 1}}',
            '{"StockNumber": "\\ud800"}',
        ],
    ),
)
def test_an_item_without_stock_number_fails_and_holds_what_seems_to_be_gone(
    sandbox, site, sync, monkeypatch, three, item
):
    new = {**plain_items(1, start=9)[0]}
    answer_bytes(sandbox, monkeypatch, [item, *map(json.dumps, [*three[:2], new])])
    run = sync()
    assert (run.status, run.seen, run.failed) == (SyncRun.Status.WARNING, 4, 1)
    assert (run.created, run.withdrawn, run.held) == (1, 0, 1)
    assert_counts_add_up(run)
    assert "Item 1 of the feed" in failures_of(run)[""]
    assert listed_numbers(site) == {"N0001", "N0002", "N0003", "N0009"}

    monkeypatch.undo()
    sandbox.set_stock("harbour", [*three, new])
    assert (sync().status, Vehicle.objects.held().count()) == (SyncRun.Status.SUCCESS, 0)


@pytest.mark.parametrize(
    "twin", ['"N0001"', '" N0001 "', '"N0001\\u0000"', '"\\u00a0N0001"', '"N\\u00010001\\n"']
)
def test_two_items_with_one_stock_number_leave_the_vehicle_as_it_is(
    sandbox, site, sync, monkeypatch, three, twin
):
    before = state_of(site)
    double = with_raw_value({**three[0], "Price": 1}, "StockNumber", twin)
    dearer = json.dumps({**three[1], "Price": 99_999})
    answer_bytes(sandbox, monkeypatch, [json.dumps(three[0]), dearer, json.dumps(three[2]), double])
    run = sync()
    assert (run.status, run.failed, run.updated) == (SyncRun.Status.WARNING, 2, 1)
    assert_counts_add_up(run)
    failed = run.changes.filter(action=SyncChange.Action.FAILED)
    assert {change.vehicle.stock_number for change in failed} == {"N0001"}
    assert all("Several vehicles" in change.error for change in failed)
    after = state_of(site)
    assert after["vehicles"]["N0001"] == before["vehicles"]["N0001"]
    assert listed_numbers(site) == {"N0001", "N0002", "N0003"}


def test_three_items_with_one_new_stock_number_create_nothing(sandbox, site, sync):
    item = plain_items(1)[0]
    sandbox.set_stock("harbour", [item, {**item, "Make": "Kia"}, item, *plain_items(1, start=2)])
    run = sync()
    assert (run.failed, run.created) == (3, 1)
    assert listed_numbers(site) == {"N0002"}


def test_the_number_12_and_the_text_12_are_one_stock_number(sandbox, site, sync):
    item = plain_items(1)[0]
    sandbox.set_stock("harbour", [{**item, "StockNumber": 12}])
    assert sync().created == 1
    sandbox.set_stock("harbour", [{**item, "StockNumber": "12"}])
    assert (sync().created, Vehicle.objects.count()) == (0, 1)
    sandbox.set_stock("harbour", [{**item, "StockNumber": "12"}, {**item, "StockNumber": 12}])
    run = sync()
    assert (run.failed, listed_numbers(site)) == (2, {"12"})


def test_stock_numbers_that_differ_in_case_only_are_doubled(sandbox, site, sync):
    item = plain_items(1)[0]
    stock = [
        {**item, "StockNumber": "ab1", "Price": 1000},
        {**item, "StockNumber": "AB1", "Price": 2000},
        *plain_items(3, start=5),
    ]
    sandbox.set_stock("harbour", stock)
    run = sync()
    assert (run.created, run.failed) == (3, 2)
    assert listed_numbers(site) == {"N0005", "N0006", "N0007"}
    again = sync()
    assert (again.created, again.updated, again.withdrawn, again.failed) == (0, 0, 0, 2)


def test_a_stock_number_whose_case_changes_keeps_a_car_on_the_site(sandbox, site, sync):
    items = plain_items(10)
    sandbox.set_stock("harbour", items)
    sync()
    sandbox.set_stock("harbour", [{**items[0], "StockNumber": "n0001"}, *items[1:]])
    run = sync()
    assert (run.created, run.updated, run.withdrawn) == (0, 1, 0)
    assert "n0001" in listed_numbers(site)


@pytest.mark.parametrize("length", [65, 300, 5000])
def test_a_stock_number_longer_than_its_column_is_refused_with_its_reason(
    sandbox, site, sync, length
):
    item = plain_items(1)[0]
    sandbox.set_stock("harbour", [{**item, "StockNumber": "x" * length}, *plain_items(1, start=2)])
    run = sync()
    assert (run.failed, run.created, listed_numbers(site)) == (1, 1, {"N0002"})
    assert f"{length} characters" in run.changes.get(action=SyncChange.Action.FAILED).error


def test_unknown_fields_are_kept_and_reported_once(sandbox, site, sync, three):
    extended = [{**item, "BatteryCapacity": 82.5, "Dealer": {"Rating": [5]}} for item in three]
    sandbox.set_stock("harbour", extended)
    run = sync()
    drift = run.changes.filter(action=SyncChange.Action.DRIFT)
    assert sorted(drift.values_list("reference", flat=True)) == ["BatteryCapacity", "Dealer"]
    assert run.status == SyncRun.Status.SUCCESS
    feed = Vehicle.objects.get(stock_number="N0001").feed
    assert (feed["BatteryCapacity"], feed["Dealer"]) == (82.5, {"Rating": [5]})

    sandbox.set_stock("harbour", [{**item, "Price": 5} for item in extended])
    run = sync()
    assert run.updated == 3
    assert not run.changes.filter(action=SyncChange.Action.DRIFT).exists()


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("\U0001f697", id="emoji"),
        pytest.param("", id="empty"),
        pytest.param(" ", id="blank"),
        pytest.param("stocknumber", id="case"),
        pytest.param("x" * 256, id="256"),
        pytest.param("x" * 20_000, id="20,000"),
        pytest.param("a\x00b", id="U+0000"),
        pytest.param("\ud800", id="surrogate"),
        pytest.param("Price ", id="a known one and a blank"),
    ],
)
def test_an_unknown_field_of_any_name_does_no_harm(sandbox, site, sync, three, name):
    sandbox.set_stock("harbour", [{**three[0], name: "new"}, *three[1:]])
    run = sync()
    assert (run.status, run.updated, run.unchanged) == (SyncRun.Status.SUCCESS, 1, 2)
    assert Vehicle.objects.get(stock_number="N0001").price == 10_001
    reported = run.changes.get(action=SyncChange.Action.DRIFT).reference
    assert len(reported) <= 255
    assert "\x00" not in reported
    run = sync()
    assert (run.status, run.unchanged) == (SyncRun.Status.SUCCESS, 3)


def test_a_description_of_ten_megabytes_is_refused_and_the_rest_applied(sandbox, site, sync, three):
    sandbox.set_stock("harbour", [{**item, "Price": 7} for item in three])
    sandbox.fail("huge_text", "GetAdvertisementStocks", megabytes=10)
    run = sync()
    assert (run.status, run.failed, run.updated) == (SyncRun.Status.WARNING, 1, 2)
    assert "bytes of text" in failures_of(run)["N0001"]
    vehicle = Vehicle.objects.get(stock_number="N0001")
    assert (vehicle.price, vehicle.status) == (10_001, "available")


@pytest.mark.parametrize(
    ("name", "depth"),
    [
        *((name, depth) for name in ("Make", "StockNumber") for depth in (20, 300)),
        *(
            pytest.param(name, depth, marks=pytest.mark.slow)
            for name in ("Make", "Notes", "StockNumber")
            for depth in (40, 100, 900)
        ),
    ],
)
def test_deep_nesting_spoils_at_most_its_own_vehicle(
    sandbox, site, sync, monkeypatch, three, name, depth
):
    deep = with_raw_value(three[0], name, '{"a":[' * depth + "]}" * depth)
    dearer = json.dumps({**three[1], "Price": 99_999})
    answer_bytes(sandbox, monkeypatch, [deep, dearer, json.dumps(three[2])])
    run = sync()
    assert run.status in (SyncRun.Status.SUCCESS, SyncRun.Status.WARNING, SyncRun.Status.FAILED)
    assert "unforeseen" not in run.error
    if run.status != SyncRun.Status.FAILED:
        assert_counts_add_up(run)
        assert Vehicle.objects.get(stock_number="N0002").price == 99_999
    assert listed_numbers(site) == {"N0001", "N0002", "N0003"}


def test_a_number_that_no_json_reader_takes_fails_the_run_and_loses_nothing(
    sandbox, site, sync, monkeypatch, three
):
    before = state_of(site)
    for value in ("9" * 5000, "NaN", "Infinity", "-Infinity"):
        bad = with_raw_value(three[0], "Price", value)
        answer_bytes(sandbox, monkeypatch, [bad, *map(json.dumps, three[1:])])
        run = sync()
        assert (run.status, run.seen) == (SyncRun.Status.FAILED, 0)
        assert "cannot be used" in run.error
    assert state_of(site) == before


def test_a_vehicle_whose_item_turned_bad_stays_as_it_is_and_recovers(sandbox, site, sync, three):
    before = state_of(site)
    sandbox.set_stock("harbour", [{**three[0], "Price": "thirty"}, *three[1:]])
    run = sync()
    change = run.changes.get()
    assert (change.action, change.vehicle.stock_number) == ("failed", "N0001")
    assert "Price" in change.error
    assert "thirty" in change.error
    assert state_of(site) == before

    sandbox.set_stock("harbour", [{**three[0], "Price": 30_000}, *three[1:]])
    assert (sync().updated, Vehicle.objects.get(stock_number="N0001").price) == (1, 30_000)


def test_an_item_that_is_bad_does_not_hide_that_another_vehicle_is_gone(sandbox, site, sync):
    items = plain_items(10)
    sandbox.set_stock("harbour", items)
    sync()
    sandbox.set_stock("harbour", [{**items[0], "Price": "thirty"}, *items[1:9]])
    run = sync()
    assert (run.failed, run.withdrawn, run.held) == (1, 1, 0)
    assert Vehicle.objects.get(stock_number="N0010").status == "withdrawn"


def test_a_held_vehicle_that_is_back_with_a_bad_item_no_longer_waits_for_a_person(
    sandbox, site, sync, three
):
    sandbox.fail("empty_stock_list", "GetAdvertisementStocks")
    assert sync().held == 3
    sandbox.set_stock("harbour", [{**three[0], "Price": "thirty"}, *three[1:]])
    assert sync().held == 0
    run_command("easycars_held", "--site", "harbour.example", "--approve")
    assert listed_numbers(site) == {"N0001", "N0002", "N0003"}


def test_a_vehicle_entered_by_hand_is_never_touched(sandbox, site, sync):
    Vehicle.objects.create(site=site, stock_number="N0001", make="Holden", price=1)
    before = Vehicle.objects.filter(stock_number="N0001").values().get()
    sandbox.set_stock("harbour", plain_items(3))
    run = sync()
    assert (run.status, run.failed, run.created) == (SyncRun.Status.WARNING, 1, 2)
    assert "entered by hand" in failures_of(run)["N0001"]
    sandbox.set_stock("harbour", plain_items(2, start=2))
    sync()
    assert Vehicle.objects.filter(stock_number="N0001").values().get() == before


def test_a_bad_feed_is_previewed_without_a_traceback(sandbox, site, sync, monkeypatch, three):
    bad = ['"x"', '{"StockNumber": ""}', with_raw_value(three[0], "Price", '"\\ud800"')]
    answer_bytes(sandbox, monkeypatch, [*bad, json.dumps({**three[1], "\ud800": "\x00"})])
    outcome = run_command(
        "easycars_sync", "stock", "--site", "harbour.example", "--dry-run", "--json"
    )
    assert (outcome.status, outcome.report["failed"], outcome.report["held"]) == (0, 2, 1)

"""The same car under a new stock number, and what only looks like it."""

from decimal import Decimal

import pytest

from tests.torture.feeds import plain_items
from tests.torture.state import assert_tree_is_sound, listed_numbers, state_of
from wagtail_easycars.models import SyncChange, SyncRun, Vehicle

pytestmark = pytest.mark.django_db

VIN = "6T153SK3500000001"
OTHER_VIN = "6T153SK3500000002"


def numbers(items):
    return {item["StockNumber"] for item in items}


def with_vin(item, vin):
    return {**item, "VIN": vin}


@pytest.fixture
def with_vins(sandbox, sync):
    items = plain_items(4)
    items[0] = with_vin(items[0], VIN)
    items[1] = with_vin(items[1], OTHER_VIN)
    sandbox.set_stock("harbour", items)
    sync()
    return items


def page_of(number):
    return Vehicle.objects.get(stock_number=number).page


def test_a_relisted_vehicle_keeps_its_row_page_and_address(sandbox, site, sync, with_vins):
    vehicle, page = Vehicle.objects.get(vin=VIN), page_of("N0001")
    relisted = {**with_vins[0], "StockNumber": "R1", "Price": 9_000, "VIN": f" {VIN.lower()} "}
    sandbox.set_stock("harbour", [relisted, *with_vins[1:]])
    run = sync()
    assert (run.status, run.created, run.updated, run.withdrawn) == ("success", 0, 1, 0)
    assert run.changes.get().action == SyncChange.Action.RELISTED
    again = Vehicle.objects.get(stock_number="R1")
    assert (again.pk, again.price, again.previous_price) == (vehicle.pk, 9_000, Decimal(10_001))
    assert (again.page.pk, again.page.url_path) == (page.pk, page.url_path)
    assert sync().unchanged == 4
    assert "r1" in str(state_of(site)["search index"]["vehicle R1"]).lower()


def test_a_vehicle_relisted_after_its_withdrawal_is_back(sandbox, site, sync, with_vins):
    page = page_of("N0001")
    sandbox.set_stock("harbour", with_vins[1:])
    assert sync().withdrawn == 1
    sandbox.set_stock("harbour", [{**with_vins[0], "StockNumber": "R1"}, *with_vins[1:]])
    assert (sync().created, page_of("R1").pk) == (0, page.pk)
    assert "R1" in listed_numbers(site)


def test_a_vin_of_two_vehicles_identifies_neither(sandbox, site, sync):
    items = [with_vin(item, VIN) for item in plain_items(2)] + plain_items(4, start=10)
    sandbox.set_stock("harbour", items)
    sync()
    sandbox.set_stock("harbour", [{**items[0], "StockNumber": "R1"}, *items[2:]])
    run = sync()
    assert (run.created, run.withdrawn) == (1, 2)
    assert listed_numbers(site) == {"R1", *numbers(items[2:])}


def test_a_vin_of_two_items_identifies_neither(sandbox, site, sync, with_vins):
    twins = [{**with_vins[0], "StockNumber": number} for number in ("R1", "R2")]
    sandbox.set_stock("harbour", [*twins, *with_vins[1:]])
    run = sync()
    assert (run.created, run.withdrawn) == (2, 1)


@pytest.mark.parametrize("vin", ["6T153", "", "CHASSIS-000000001", "6T153SK35000000019"])
def test_a_partial_vin_identifies_no_vehicle(sandbox, site, sync, vin):
    items = plain_items(4)
    items[0] = with_vin(items[0], vin)
    sandbox.set_stock("harbour", items)
    sync()
    sandbox.set_stock("harbour", [{**items[0], "StockNumber": "R1"}, *items[1:]])
    run = sync()
    assert (run.created, run.withdrawn) == (1, 1)


def test_the_vin_of_a_vehicle_still_in_the_feed_makes_a_new_vehicle(sandbox, site, sync, with_vins):
    sandbox.set_stock("harbour", [{**with_vins[0], "StockNumber": "R1"}, *with_vins])
    run = sync()
    assert (run.created, run.updated, run.withdrawn) == (1, 0, 0)


def test_a_relisted_vehicle_with_a_bad_item_stays_on_the_site(sandbox, site, sync, with_vins):
    before = state_of(site)
    bad = {**with_vins[0], "StockNumber": "R1", "Price": "thirty"}
    sandbox.set_stock("harbour", [bad, *with_vins[1:]])
    run = sync()
    assert (run.status, run.failed, run.withdrawn, run.held) == ("warning", 1, 0, 0)
    assert state_of(site) == before

    sandbox.set_stock("harbour", [{**bad, "Price": 10_001}, *with_vins[1:]])
    run = sync()
    assert (run.created, run.updated, run.failed) == (0, 1, 0)


def test_a_vehicle_whose_relisted_item_is_doubled_stays_on_the_site(sandbox, site, sync, with_vins):
    twin = {**with_vins[0], "StockNumber": "R1"}
    sandbox.set_stock("harbour", [twin, twin, *with_vins[1:]])
    run = sync()
    assert (run.failed, run.created) == (2, 0)
    assert listed_numbers(site) == numbers(with_vins)


def test_a_stock_number_of_a_withdrawn_vehicle_can_be_given_to_another(
    sandbox, site, sync, with_vins
):
    sandbox.set_stock("harbour", with_vins[1:])
    sync()
    moved = {**with_vins[1], "StockNumber": "N0001"}
    sandbox.set_stock("harbour", [moved, *with_vins[2:]])
    run = sync()
    assert run.status == SyncRun.Status.SUCCESS
    assert run.failed == 0
    assert listed_numbers(site) == {"N0001", "N0003", "N0004"}
    assert Vehicle.objects.get(stock_number="N0001").vin == OTHER_VIN
    assert sync().unchanged == 3


def test_two_vehicles_can_swap_their_stock_numbers(sandbox, site, sync, with_vins):
    swapped = [
        {**with_vins[0], "StockNumber": "N0002"},
        {**with_vins[1], "StockNumber": "N0001"},
        *with_vins[2:],
    ]
    sandbox.set_stock("harbour", swapped)
    run = sync()
    assert (run.status, run.failed, run.withdrawn) == (SyncRun.Status.SUCCESS, 0, 0)
    assert Vehicle.objects.get(stock_number="N0001").vin == OTHER_VIN


def test_a_freed_stock_number_can_be_taken_in_the_same_run(sandbox, site, sync, with_vins):
    relisted = {**with_vins[0], "StockNumber": "R1"}
    newcomer = {**plain_items(1, start=77)[0], "StockNumber": "N0001"}
    sandbox.set_stock("harbour", [newcomer, relisted, *with_vins[1:]])
    run = sync()
    assert (run.status, run.failed, run.withdrawn) == (SyncRun.Status.SUCCESS, 0, 0)
    assert listed_numbers(site) == {"R1", *numbers(with_vins)}
    assert sync().unchanged == 5


def test_a_vin_with_control_characters_still_identifies_its_vehicle(sandbox, site, sync, with_vins):
    relisted = {**with_vins[0], "StockNumber": "R1", "VIN": f"{VIN[:5]}\x00{VIN[5:]}"}
    sandbox.set_stock("harbour", [relisted, *with_vins[1:]])
    run = sync()
    assert (run.created, run.updated, run.withdrawn) == (0, 1, 0)


def test_a_vehicle_entered_by_hand_is_not_relisted_by_its_vin(sandbox, site, sync):
    Vehicle.objects.create(site=site, stock_number="OWN", make="Holden", vin=VIN)
    sandbox.set_stock("harbour", [with_vin(item, VIN) for item in plain_items(1)])
    run = sync()
    assert (run.status, run.created) == (SyncRun.Status.SUCCESS, 1)
    assert listed_numbers(site) == {"OWN", "N0001"}
    assert_tree_is_sound()

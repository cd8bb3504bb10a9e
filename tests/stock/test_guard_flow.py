# ruff: noqa: PLR0917  (pytest passes fixtures and parameters by name)
"""What is missing from the feed leaves the site, or waits for a person."""

import pytest

from tests.some_of_many import slow_from
from tests.torture.commands import run_command
from tests.torture.feeds import plain_items
from tests.torture.state import listed_numbers, state_of
from wagtail_easycars.models import SyncChange, SyncRun, Vehicle

pytestmark = pytest.mark.django_db

STOCK = "GetAdvertisementStocks"


def held_command(option):
    return run_command("easycars_held", "--site", "harbour.example", option, "--json")


def numbers(items):
    return {item["StockNumber"] for item in items}


@pytest.mark.parametrize(
    ("listed", "missing", "limit", "is_held"),
    slow_from(
        6,
        [
            (30, 6, 20, False),  # exactly at the limit
            (29, 6, 20, True),  # just over it
            (10, 5, 20, False),  # never more than five
            (10, 6, 20, True),
            (10, 10, 100, True),  # all of them
            (1, 1, 20, True),  # a dealer with one vehicle
            (31, 6, 20, False),  # just under the limit
            (6, 5, 20, False),
            (10, 6, 60, False),
            (10, 6, 59, True),
            (10, 9, 100, False),
            (5, 5, 20, True),
            (300, 6, 2, False),
            (299, 6, 2, True),
        ],
    ),
)
def test_withdrawals_are_held_above_the_limit(
    sandbox, site, easycars, sync, listed, missing, limit, is_held
):
    easycars.removal_limit_percent = limit
    easycars.save()
    items = plain_items(listed)
    new = plain_items(1, start=9000)
    sandbox.set_stock("harbour", items)
    sync()
    sandbox.set_stock("harbour", [*items[missing:], *new])
    run = sync()
    assert (run.withdrawn, run.held) == ((0, missing) if is_held else (missing, 0))
    assert run.status == (SyncRun.Status.WARNING if is_held else SyncRun.Status.SUCCESS)
    assert run.created == 1
    gone = numbers([] if is_held else items[:missing])
    assert listed_numbers(site) == numbers(items + new) - gone


def test_held_vehicles_that_are_back_are_as_if_nothing_had_been(sandbox, site, sync):
    items = plain_items(10)
    sandbox.set_stock("harbour", items)
    sync()
    undisturbed = state_of(site)
    sandbox.set_stock("harbour", items[:3])
    assert sync().held == 7
    sandbox.set_stock("harbour", items)
    run = sync()
    assert (run.status, run.held, run.updated) == (SyncRun.Status.SUCCESS, 0, 7)
    assert set(run.changes.values_list("action", flat=True)) == {SyncChange.Action.RETURNED}
    assert state_of(site) == undisturbed
    assert sync().unchanged == 10


def test_approved_vehicles_leave_and_may_come_back_under_their_page(sandbox, site, sync):
    items = plain_items(10)
    sandbox.set_stock("harbour", items)
    sync()
    undisturbed = state_of(site)
    sandbox.set_stock("harbour", items[:3])
    sync()
    outcome = held_command("--approve")
    assert (outcome.status, outcome.report["withdrawn"]) == (0, 7)
    assert listed_numbers(site) == numbers(items[:3])
    assert state_of(site)["pages"] == undisturbed["pages"]
    assert (sync().status, Vehicle.objects.held().count()) == (SyncRun.Status.SUCCESS, 0)

    sandbox.set_stock("harbour", items)
    assert sync().updated == 7
    assert state_of(site) == undisturbed


def test_dismissed_vehicles_stay_and_are_asked_about_anew(sandbox, site, sync):
    items = plain_items(10)
    sandbox.set_stock("harbour", items)
    sync()
    sandbox.set_stock("harbour", items[:3])
    sync()
    outcome = held_command("--dismiss")
    assert (outcome.status, outcome.report["withdrawn"]) == (0, 0)
    assert (listed_numbers(site), Vehicle.objects.held().count()) == (numbers(items), 0)
    run = sync()
    assert (run.status, run.held, run.withdrawn) == (SyncRun.Status.WARNING, 7, 0)
    assert run.changes.filter(action=SyncChange.Action.HELD).count() == 7
    assert held_command("--approve").report["withdrawn"] == 7


def test_a_run_that_fails_while_vehicles_are_held_says_so_too(sandbox, site, sync):
    items = plain_items(10)
    sandbox.set_stock("harbour", items)
    sync()
    sandbox.set_stock("harbour", items[:3])
    sync()
    sandbox.fail("code_9", "GetAdvertisementStocks")
    run = sync()
    assert (run.status, run.held) == (SyncRun.Status.FAILED, 7)


def test_a_second_run_while_vehicles_are_held_says_so_again_without_new_history(
    sandbox, site, sync
):
    items = plain_items(10)
    sandbox.set_stock("harbour", items)
    sync()
    sandbox.set_stock("harbour", items[:3])
    sync()
    held = list(Vehicle.objects.held().values_list("stock_number", "withdrawal_held_at"))
    run = sync()
    assert (run.status, run.held, run.withdrawn) == (SyncRun.Status.WARNING, 7, 0)
    assert not run.changes.exists()
    assert list(Vehicle.objects.held().values_list("stock_number", "withdrawal_held_at")) == held


def test_more_vehicles_go_missing_while_others_are_held(sandbox, site, sync):
    items = plain_items(20)
    sandbox.set_stock("harbour", items)
    sync()
    sandbox.set_stock("harbour", items[:10])
    sync()
    sandbox.set_stock("harbour", items[:9])
    run = sync()
    assert (run.held, run.withdrawn) == (11, 0)
    assert listed_numbers(site) == numbers(items)


def test_new_vehicles_do_not_decide_about_held_ones(sandbox, site, sync):
    items = plain_items(50)
    sandbox.set_stock("harbour", items)
    sync()
    stock = items[12:] + plain_items(20, start=900)
    sandbox.set_stock("harbour", stock)
    run = sync()
    assert (run.held, run.withdrawn, run.created) == (12, 0, 20)
    run = sync()
    assert (run.held, run.withdrawn) == (12, 0)
    assert listed_numbers(site) == numbers(items + stock)


def test_deciding_where_nothing_waits_does_nothing(sandbox, site, sync):
    sandbox.set_stock("harbour", plain_items(3))
    sync()
    for option in ("--approve", "--dismiss"):
        outcome = held_command(option)
        assert (outcome.status, outcome.report["status"]) == (0, "success")
        told = run_command("easycars_held", "--site", "harbour.example", option)
        assert told.said == "Nothing waits for a person.\n"
    assert held_command("--list").report["held"] == []
    assert len(listed_numbers(site)) == 3


def test_a_warning_with_half_a_list_applies_what_came_and_holds_the_rest(sandbox, site, sync):
    items = plain_items(10)
    sandbox.set_stock("harbour", items)
    sync()
    dearer = {**items[0], "Price": 77_000}
    sandbox.set_stock("harbour", [dearer, *items[1:9], *plain_items(1, start=90)])
    sandbox.fail("code_5_with_list", STOCK, message="One yard is closed.")
    run = sync()
    assert (run.status, run.created, run.updated) == (SyncRun.Status.WARNING, 1, 1)
    assert (run.held, run.withdrawn) == (1, 0)
    assert "One yard is closed." in run.error
    assert len(listed_numbers(site)) == 11


def test_a_sold_vehicle_that_is_gone_needs_no_person(sandbox, site, sync):
    items = plain_items(2)
    sandbox.set_stock("harbour", items)
    sync()
    sandbox.set_stock("harbour", [{**items[0], "StockStatus": "SOLD "}, items[1]])
    assert sync().updated == 1
    assert listed_numbers(site) == {"N0002"}
    sandbox.set_stock("harbour", items[1:])
    run = sync()
    assert (run.status, run.withdrawn, run.held) == (SyncRun.Status.SUCCESS, 1, 0)
    assert Vehicle.objects.get(stock_number="N0001").page.live


def test_sold_vehicles_do_not_raise_the_limit(sandbox, site, sync):
    items = [{**item, "StockStatus": "Sold"} for item in plain_items(90)] + plain_items(
        10, start=91
    )
    sandbox.set_stock("harbour", items)
    sync()
    sandbox.set_stock("harbour", items[:94])
    assert (sync().held, len(listed_numbers(site))) == (6, 10)


def test_a_vehicle_that_staff_delete_while_a_run_plans_does_not_stop_it(
    sandbox, site, sync, settings
):
    items = plain_items(3)
    sandbox.set_stock("harbour", items)
    sync()
    settings.WAGTAIL_EASYCARS = {
        **settings.WAGTAIL_EASYCARS,
        "MAPPER": "tests.torture.mappers.DeletingMapper",
    }
    sandbox.set_stock("harbour", [{**items[0], "Price": 1}, *items[1:]])
    run = sync()
    assert "unforeseen" not in run.error
    settings.WAGTAIL_EASYCARS.pop("MAPPER")
    sync()
    assert listed_numbers(site) == numbers(items)

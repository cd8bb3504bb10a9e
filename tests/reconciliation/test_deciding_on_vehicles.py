# ruff: noqa: PLR0917  (pytest passes fixtures by name)
"""Decisions about vehicles are carried out, and every later sync agrees with them."""

from decimal import Decimal

import pytest
from wagtail.models import Page

from tests.torture.feeds import plain_items
from tests.torture.state import listed_numbers
from wagtail_easycars.models import Difference, SyncChange, SyncRun, Vehicle
from wagtail_easycars.pages.models import VehiclePage

pytestmark = pytest.mark.django_db

THEIRS, OURS, IGNORED, OPEN = "theirs", "ours", "ignored", ""


@pytest.fixture
def items(sandbox, sync):
    items = plain_items(8)
    sandbox.set_stock("harbour", items)
    sync()
    return items


def get_vehicle(number):
    return Vehicle.objects.get(stock_number=number)


def pin(number, **values):
    Vehicle.objects.filter(stock_number=number).update(**values, pinned_fields=sorted(values))


def numbers(items):
    return {item["StockNumber"] for item in items}


def test_taking_a_pinned_field_releases_it_for_good(sandbox, items, sync, compare, decide):
    pin("N0001", price=5, colour="Red")
    compare()

    outcome = decide(THEIRS, Difference.objects.filter(field="price"))

    vehicle = get_vehicle("N0001")
    assert (outcome.decided, outcome.moved) == (1, 0)
    assert (vehicle.price, vehicle.colour) == (Decimal(10001), "Red")
    assert vehicle.pinned_fields == ["colour"]
    assert vehicle.previous_price == Decimal(5)
    sandbox.set_stock("harbour", [{**items[0], "Price": 9000}, *items[1:]])
    sync()
    assert get_vehicle("N0001").price == Decimal(9000)


def test_taking_a_new_name_retitles_the_page(sandbox, items, compare, decide, sync):
    sandbox.set_stock("harbour", [{**items[0], "Model": "Camry"}, *items[1:]])
    compare()

    decide(THEIRS)

    assert get_vehicle("N0001").page.title == "2015 Toyota Camry"
    assert sync().status == SyncRun.Status.SUCCESS
    [change] = SyncChange.objects.filter(vehicle=get_vehicle("N0001"), action="updated")
    assert (change.before, change.after) == ({"model": "Corolla"}, {"model": "Camry"})


def test_keeping_a_field_pins_it_before_a_sync_can_change_it(
    sandbox, items, sync, compare, decide, open_differences
):
    sandbox.set_stock("harbour", [{**items[0], "Price": 9000}, *items[1:]])
    compare()

    decide(OURS)
    sync()

    assert get_vehicle("N0001").price == Decimal(10001)
    compare()
    assert open_differences() == []
    assert Difference.objects.get().cause == "pinned"


def test_a_kept_field_is_asked_about_again_once_easycars_has_another_value(
    sandbox, items, sync, compare, decide, open_differences
):
    pin("N0001", price=5)
    compare()
    decide(OURS)
    sandbox.set_stock("harbour", [{**items[0], "Price": 9000}, *items[1:]])
    sync()

    compare()

    assert open_differences() == [("field", "pinned", "N0001", "price")]


def test_a_taken_vehicle_is_created_and_published_at_once(sandbox, items, sync, compare, decide):
    new = plain_items(3, start=50)
    sandbox.set_stock("harbour", items + new)
    compare()

    outcome = decide(THEIRS, Difference.objects.exclude(reference="N0052"))

    assert outcome.decided == 2
    assert get_vehicle("N0050").page.live
    assert get_vehicle("N0051").page.live
    assert VehiclePage.objects.count() == 10
    assert not any(Page.find_problems())
    run = sync()
    assert (run.created, run.updated, run.unchanged) == (1, 0, 10)


def test_a_vehicle_left_off_stays_off_until_somebody_takes_it(
    sandbox, site, items, sync, compare, decide, open_differences
):
    sandbox.set_stock("harbour", items + plain_items(2, start=50))
    compare()
    decide(OURS, Difference.objects.filter(reference="N0050"))

    run = sync()

    assert (run.status, run.created, run.done, run.seen) == ("success", 1, 10, 10)
    assert listed_numbers(site) == numbers(items) | {"N0051"}
    compare()
    assert open_differences() == []

    sandbox.set_stock("harbour", items)
    sync()
    compare()
    sandbox.set_stock("harbour", items + plain_items(1, start=50))
    assert sync().created == 0
    compare()
    decide(THEIRS, Difference.objects.filter(reference="N0050"))
    assert "N0050" in listed_numbers(site)


def test_an_unusable_vehicle_left_off_is_no_failure_any_more(sandbox, items, sync, compare, decide):
    sandbox.set_stock("harbour", [*items, {"StockNumber": "X1", "Price": "cheap"}])
    assert sync().failed == 1
    compare()

    decide(OURS)

    run = sync()
    assert (run.status, run.failed) == (SyncRun.Status.SUCCESS, 0)


def test_withdrawing_what_easycars_does_not_have(sandbox, site, items, sync, compare, decide):
    sandbox.set_stock("harbour", items[7:])
    assert sync().held == 7
    compare()

    outcome = decide(THEIRS, Difference.objects.filter(reference__in=["N0001", "N0002"]))

    assert outcome.decided == 2
    assert listed_numbers(site) == numbers(items[2:])
    assert sync().held == 5


def test_a_kept_vehicle_is_not_asked_about_each_day(
    sandbox, site, items, sync, compare, decide, open_differences
):
    sandbox.set_stock("harbour", items[7:])
    sync()
    compare()

    decide(OURS)

    for _day in range(2):
        run = sync()
        assert (run.status, run.held, run.withdrawn) == (SyncRun.Status.SUCCESS, 0, 0)
    assert listed_numbers(site) == numbers(items)
    compare()
    assert open_differences() == []


def test_a_kept_vehicle_that_comes_back_and_goes_again_is_withdrawn(
    sandbox, site, items, sync, compare, decide
):
    sandbox.set_stock("harbour", items[1:])
    compare()
    decide(OURS)
    sync()
    sandbox.set_stock("harbour", items)
    assert sync().status == SyncRun.Status.SUCCESS

    sandbox.set_stock("harbour", items[1:])
    run = sync()

    assert run.withdrawn == 1
    assert listed_numbers(site) == numbers(items[1:])


def test_kept_vehicles_do_not_hide_that_the_feed_has_none_of_the_others(
    sandbox, items, sync, compare, decide
):
    sandbox.set_stock("harbour", items[4:])
    compare()
    decide(OURS)
    sandbox.set_stock("harbour", plain_items(1, start=900))

    run = sync()

    assert (run.withdrawn, run.held) == (0, 4)


def test_a_vehicle_entered_by_hand_can_be_withdrawn(site, items, compare, decide):
    Vehicle.objects.create(site=site, stock_number="TRADE-1", make="Kia")
    compare()

    decide(THEIRS)

    assert get_vehicle("TRADE-1").status == Vehicle.Status.WITHDRAWN


def test_a_page_is_published_or_left(items, sync, compare, decide, open_differences, admin_user):
    for number in ("N0004", "N0005"):
        get_vehicle(number).page.unpublish()
    compare()

    decide(THEIRS, Difference.objects.filter(reference="N0004"), user=admin_user)
    decide(OURS, Difference.objects.filter(reference="N0005"), user=admin_user)

    assert get_vehicle("N0004").page.live
    assert not get_vehicle("N0005").page.live
    sync()
    compare()
    assert open_differences() == []


def test_a_vehicle_withdrawn_by_staff_comes_back_by_taking_theirs(
    sandbox, site, items, sync, compare, decide
):
    pin("N0001", status=Vehicle.Status.WITHDRAWN)
    compare()

    decide(THEIRS)

    assert "N0001" in listed_numbers(site)
    assert sync().unchanged == 8


def test_a_vehicle_that_is_back_in_the_feed_can_stay_withdrawn(
    sandbox, site, items, sync, compare, decide
):
    sandbox.set_stock("harbour", items[1:])
    sync()
    sandbox.set_stock("harbour", items)
    compare()

    decide(OURS)
    sync()

    assert "N0001" not in listed_numbers(site)


def test_a_relisted_vehicle_takes_its_new_number(sandbox, items, sync, compare, decide):
    vin = "6T1BF3FK00X123456"
    sandbox.set_stock("harbour", [{**items[0], "VIN": vin}, *items[1:]])
    sync()
    page = get_vehicle("N0001").page
    sandbox.set_stock("harbour", [{**items[0], "VIN": vin, "StockNumber": "R1"}, *items[1:]])
    compare()

    decide(THEIRS, Difference.objects.filter(field="stock_number"))

    assert get_vehicle("R1").page == page
    assert sync().created == 0

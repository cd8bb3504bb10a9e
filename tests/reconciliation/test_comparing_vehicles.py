# ruff: noqa: PLR0917  (pytest passes fixtures by name)
"""What a comparison finds of vehicles, and that it changes none."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.torture.feeds import plain_items
from tests.torture.state import state_of
from wagtail_easycars.models import Difference, SyncRun, Vehicle

pytestmark = pytest.mark.django_db

VIN = "6T1BF3FK00X123456"


@pytest.fixture
def items(sandbox, sync):
    """The stock that site and account have in common."""
    items = plain_items(8)
    sandbox.set_stock("harbour", items)
    sync()
    return items


def get_vehicle(number):
    return Vehicle.objects.get(stock_number=number)


def pin(number, **values):
    Vehicle.objects.filter(stock_number=number).update(**values, pinned_fields=sorted(values))


def test_after_a_sync_nothing_differs(items, compare, open_differences):
    run = compare()

    assert (run.status, run.error, run.seen) == (SyncRun.Status.SUCCESS, "", 8)
    assert open_differences() == []


def test_what_the_next_sync_would_do_differs_until_it_has_done_it(
    sandbox, site, items, sync, compare, open_differences
):
    sandbox.set_stock(
        "harbour", [{**items[0], "Price": 9000}, *items[2:], *plain_items(1, start=90)]
    )
    before = state_of(site)

    run = compare()

    assert run.error == ""
    assert open_differences() == [
        ("field", "pending", "N0001", "price"),
        ("only_here", "missing", "N0002", ""),
        ("only_there", "new", "N0090", ""),
    ]
    assert (run.created, run.unchanged, run.withdrawn) == (3, 0, 0)
    price = Difference.objects.get(field="price")
    assert (price.ours, price.theirs) == ("10001.00", "9000.00")
    assert state_of(site) == before

    sync()
    run = compare()

    assert open_differences() == []
    assert run.withdrawn == 3


def test_a_pinned_field_differs_although_every_sync_leaves_it(
    items, sync, compare, open_differences
):
    pin("N0003", price=5, colour="Red")
    sync()

    compare()

    assert open_differences() == [
        ("field", "pinned", "N0003", "colour"),
        ("field", "pinned", "N0003", "price"),
    ]


def test_a_field_that_is_pinned_to_what_easycars_has_does_not_differ(
    items, compare, open_differences
):
    Vehicle.objects.filter(stock_number="N0003").update(pinned_fields=["price"])

    compare()

    assert open_differences() == []


def test_a_vehicle_that_staff_took_off_the_site_differs_in_its_status(
    items, sync, compare, open_differences
):
    pin("N0001", status=Vehicle.Status.WITHDRAWN)
    sync()

    compare()

    assert open_differences() == [("field", "pinned", "N0001", "status")]


def test_a_withdrawn_vehicle_that_is_back_differs_until_the_next_sync(
    sandbox, items, sync, compare, open_differences
):
    sandbox.set_stock("harbour", items[1:])
    sync()
    sandbox.set_stock("harbour", items)

    compare()

    assert open_differences() == [("field", "pending", "N0001", "status")]


def test_held_and_dismissed_withdrawals_are_only_here(
    sandbox, items, sync, compare, open_differences
):
    sandbox.set_stock("harbour", items[7:])
    sync()
    Vehicle.objects.filter(stock_number="N0001").update(withdrawal_held_at=None)

    compare()

    causes = {reference: cause for _kind, cause, reference, _field in open_differences()}
    assert len(causes) == 7
    assert causes["N0001"] == "missing"
    assert causes["N0002"] == "held"


def test_what_cannot_be_used_is_only_there_with_the_reason(
    sandbox, items, compare, open_differences
):
    bad = {**plain_items(1, start=50)[0], "Price": "cheap"}
    broken = {**items[0], "YearGroup": "old"}
    sandbox.set_stock("harbour", [broken, *items[1:], bad, {"Make": "Kia"}])

    compare()

    assert open_differences() == [
        ("field", "failed", "N0001", ""),
        ("only_there", "failed", "", ""),
        ("only_there", "failed", "N0050", ""),
    ]
    assert "Price" in Difference.objects.get(reference="N0050").detail


def test_a_vehicle_entered_by_hand_is_matched_by_stock_number_and_by_vin(
    sandbox, site, items, compare, open_differences
):
    Vehicle.objects.create(site=site, stock_number="n0070", make="Kia")
    Vehicle.objects.create(site=site, stock_number="TRADE-1", vin=VIN)
    Vehicle.objects.create(site=site, stock_number="TRADE-2")
    same_number, same_vin = plain_items(2, start=70)
    sandbox.set_stock("harbour", [*items, same_number, {**same_vin, "VIN": VIN}])

    compare()

    assert open_differences() == [
        ("only_here", "manual", "TRADE-1", ""),
        ("only_here", "manual", "TRADE-2", ""),
        ("only_there", "by_hand", "N0070", ""),
        ("only_there", "by_hand", "N0071", ""),
    ]


def test_a_vehicle_whose_page_is_not_published_differs_for_visitors(
    items, compare, open_differences
):
    get_vehicle("N0004").page.unpublish()
    get_vehicle("N0005").page.delete()

    compare()

    assert open_differences() == [
        ("hidden", "no_page", "N0005", ""),
        ("hidden", "unpublished", "N0004", ""),
    ]


def test_further_facts_of_the_feed_are_one_difference(sandbox, items, compare, open_differences):
    sandbox.set_stock("harbour", [{**items[0], "Cylinder": "4", "DoorNum": 5}, *items[1:]])

    compare()

    assert open_differences() == [("field", "pending", "N0001", "feed")]
    assert Difference.objects.get().theirs == {"Cylinder": "4", "DoorNum": 5}


@pytest.mark.parametrize("fault", ["stock_empty", "stock_null"])
def test_an_answer_that_may_not_be_whole_makes_nothing_only_here(
    sandbox, items, compare, open_differences, fault
):
    sandbox.set_stock("harbour", items[1:])
    compare()
    known = open_differences()
    sandbox.set_stock("harbour", [])

    run = compare()

    assert run.status == SyncRun.Status.WARNING
    assert open_differences() == known == [("only_here", "missing", "N0001", "")]


def test_a_failed_comparison_leaves_what_was_known(sandbox, items, compare, open_differences):
    sandbox.set_stock("harbour", items[1:])
    compare()
    known = open_differences()
    sandbox.fail("reset", "GetAdvertisementStocks", times=10)

    run = compare()

    assert run.status == SyncRun.Status.FAILED
    assert open_differences() == known


def test_the_same_difference_keeps_its_row(sandbox, items, compare):
    sandbox.set_stock("harbour", items[1:])
    compare()
    first = Difference.objects.get()

    run = compare()

    assert Difference.objects.get() == first
    assert (run.created, run.unchanged) == (0, 1)


def test_two_sites_have_differences_of_their_own(sandbox, items, compare, open_differences):
    sandbox.set_stock("harbour", items[1:])
    compare()

    assert Difference.objects.count() == len(open_differences()) == 1


def test_the_number_of_queries_does_not_grow_with_the_stock(sandbox, sync, compare):
    def queries_of(count):
        items = plain_items(count)
        sandbox.set_stock("harbour", items)
        sync()
        Vehicle.objects.update(price=5, pinned_fields=["price"])
        half = count // 2
        sandbox.set_stock("harbour", items[half:] + plain_items(half, start=5000))
        with CaptureQueriesContext(connection) as queries:
            assert compare().status == SyncRun.Status.SUCCESS
        return len(queries)

    few = queries_of(20)
    assert Difference.objects.count() == 30
    Difference.objects.all().delete()
    assert queries_of(120) <= few


def test_a_comparison_is_no_sync(items, site, compare):
    before = SyncRun.objects.last_complete_stock_run(site.pk)

    run = compare()

    assert run.is_complete
    assert SyncRun.objects.last_complete_stock_run(site.pk) == before

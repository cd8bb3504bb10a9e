"""A site that shows some yards of an account only."""

import pytest

from tests.torture.feeds import plain_items
from tests.torture.state import listed_numbers, state_of
from wagtail_easycars.models import SyncRun

pytestmark = pytest.mark.django_db

STOCK = "GetAdvertisementStocks"


def numbers(items):
    return {item["StockNumber"] for item in items}


@pytest.fixture
def two_yards(sandbox, easycars, sync):
    easycars.yard_codes = "100, 200"
    easycars.save()
    items = plain_items(8) + [{**item, "YardCode": "200"} for item in plain_items(2, start=50)]
    sandbox.set_stock("harbour", [*items, {**plain_items(1, start=70)[0], "YardCode": "300"}])
    run = sync()
    assert (run.status, run.created) == (SyncRun.Status.SUCCESS, 10)
    return items


def test_one_yard_that_comes_back_empty_holds_its_vehicles(sandbox, site, sync, two_yards):
    sandbox.set_stock("harbour", two_yards[:8])
    run = sync()
    assert (run.status, run.held, run.withdrawn) == (SyncRun.Status.WARNING, 2, 0)
    assert "no vehicles for yard 200" in run.error
    assert listed_numbers(site) == numbers(two_yards)


def test_one_yard_that_fails_changes_nothing_of_the_other(sandbox, site, sync, two_yards):
    before = state_of(site)
    sandbox.set_stock("harbour", [{**item, "Price": 5} for item in two_yards])
    sandbox.fail("slow", STOCK, seconds=0)
    sandbox.fail("status", STOCK, status=500)
    assert sync().status == SyncRun.Status.FAILED
    assert state_of(site) == before


def test_a_yard_that_is_no_longer_wanted_leaves_the_site(sandbox, site, easycars, sync, two_yards):
    easycars.yard_codes = "100"
    easycars.save()
    run = sync()
    assert (run.withdrawn, run.held) == (2, 0)
    assert listed_numbers(site) == numbers(two_yards[:8])


def test_a_yard_that_holds_most_of_the_stock_does_not_leave_unasked(
    sandbox, site, easycars, sync, two_yards
):
    easycars.yard_codes = "200"
    easycars.save()
    run = sync()
    assert (run.withdrawn, run.held) == (0, 8)
    easycars.yard_codes = ""
    easycars.save()
    run = sync()
    assert (run.held, run.created, run.status) == (0, 1, SyncRun.Status.SUCCESS)


def test_a_yard_that_is_named_twice_is_asked_for_once(sandbox, site, easycars, sync, two_yards):
    easycars.yard_codes = "100, 200,100"
    easycars.save()
    run = sync()
    assert (run.status, run.failed, run.unchanged) == (SyncRun.Status.SUCCESS, 0, 10)

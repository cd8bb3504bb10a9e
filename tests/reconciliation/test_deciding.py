# ruff: noqa: PLR0917  (pytest passes fixtures by name)
"""What decisions have in common: they are logged, and harm nothing that has moved."""

import pytest
from wagtail.models import ModelLogEntry

from tests.torture.feeds import plain_items
from tests.torture.state import listed_numbers
from wagtail_easycars.models import Difference, SyncLease, SyncRun, Vehicle
from wagtail_easycars.reconciliation.decisions.decide import ComparisonUnderWay
from wagtail_easycars.runs.lease import RunUnderWay, hold
from wagtail_easycars.runs.lifecycle import create_run

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


def test_what_is_ignored_is_shown_again_when_it_changes_or_somebody_wants_it(
    sandbox, items, compare, decide, open_differences
):
    pin("N0001", price=5)
    pin("N0002", price=6)
    compare()
    decide(IGNORED)
    compare()
    assert open_differences() == []

    pin("N0001", price=7)
    compare()
    assert open_differences() == [("field", "pinned", "N0001", "price")]

    decide(OPEN, Difference.objects.filter(reference="N0002"))
    assert len(open_differences()) == 2


def test_what_was_taken_and_differs_again_is_open_again(
    items, sync, compare, decide, open_differences
):
    pin("N0001", price=5)
    compare()
    decide(THEIRS)
    pin("N0001", price=5)

    compare()

    assert open_differences() == [("field", "pinned", "N0001", "price")]


def test_what_has_moved_is_left_as_it_is(sandbox, site, items, sync, compare, decide):
    pin("N0001", price=5)
    pin("N0002", price=5)
    sandbox.set_stock("harbour", [*items[:2], *items[3:], *plain_items(1, start=50)])
    compare()
    pin("N0001", price=6)
    sandbox.set_stock(
        "harbour", [items[0], {**items[1], "Price": 9000}, *items[2:], *plain_items(1, start=50)]
    )
    sync()
    before = listed_numbers(site)

    outcome = decide(THEIRS)

    assert (outcome.decided, outcome.moved) == (0, 4)
    assert (get_vehicle("N0001").price, get_vehicle("N0002").price) == (6, 5)
    assert listed_numbers(site) == before


def test_a_number_that_is_taken_meanwhile_is_refused_alone(sandbox, items, site, compare, decide):
    sandbox.set_stock("harbour", items + plain_items(2, start=50))
    compare()
    Vehicle.objects.create(site=site, stock_number="N0050")

    outcome = decide(THEIRS)

    assert (outcome.decided, outcome.moved) == (1, 1)
    assert get_vehicle("N0051").page.live


def test_nothing_is_decided_while_a_sync_or_a_comparison_is_at_work(site, items, compare, decide):
    pin("N0001", price=5)
    compare()
    for kind, error in [("stock", RunUnderWay), ("comparison", ComparisonUnderWay)]:
        lease = hold(create_run(site, kind, trigger=SyncRun.Trigger.COMMAND))
        with pytest.raises(error):
            decide(THEIRS)
        lease.release()
    assert get_vehicle("N0001").price == 5
    assert not SyncLease.objects.exclude(holder="").exists()


def test_every_decision_is_in_the_audit_log(sandbox, items, compare, decide, admin_user):
    pin("N0001", price=5, colour="Red")
    sandbox.set_stock("harbour", items + plain_items(1, start=50))
    compare()

    decide(THEIRS, Difference.objects.filter(field="price"), user=admin_user)
    decide(OURS, Difference.objects.filter(field="colour"), user=admin_user)
    decide(IGNORED, Difference.objects.filter(kind="only_there"), user=admin_user)

    entries = ModelLogEntry.objects.order_by("pk")
    assert [(entry.user, entry.message) for entry in entries] == [
        (admin_user, "EasyCars' side taken: Price"),
        (admin_user, "The site's side kept: Colour"),
        (admin_user, "Difference ignored: Only in EasyCars"),
    ]
    assert entries[0].object_id == str(get_vehicle("N0001").pk)

# ruff: noqa: PLR0917  (pytest passes fixtures and parameters by name)
"""Every field of the contract with every kind of value that it should never have."""

import json

import pytest

from tests.some_of_many import rest_is_slow
from tests.torture.feeds import answer_bytes, plain_items, with_raw_value
from tests.torture.history import assert_counts_add_up, failures_of
from tests.torture.state import assert_tree_is_sound, listed_numbers, state_of
from wagtail_easycars.models import SyncRun, Vehicle
from wagtail_easycars.stock.item import CONTRACT_FIELDS

pytestmark = pytest.mark.django_db

FIELDS = sorted(CONTRACT_FIELDS - {"StockNumber"})
AWKWARD_VALUES = {
    "null": "null",
    "true": "true",
    "false": "false",
    "text": '"abc"',
    "blank": '"   "',
    "zero": "0",
    "minus one": "-1",
    "a fraction": "0.001",
    "just below the price limit": "9999999999.996",
    "1e308": "1e308",
    "1e400": "1e400",
    "-1e400": "-1e400",
    "1e-400": "1e-400",
    "4,000 digits": "9" * 4000,
    "4,000 digits as text": json.dumps("9" * 4000),
    "nan as text": '"NaN"',
    "infinity as text": '"Infinity"',
    "arabic digits": '"\u0661\u0662"',
    "an object": '{"km": 1}',
    "an empty object": "{}",
    "a list": '["GX"]',
    "a nested list": "[[[[[[]]]]]]",
    "U+0000": '"before\\u0000after"',
    "control characters": '"a\\u0001\\u001b[31m\\u007f\\tb"',
    "a lone surrogate": '"half \\ud83d of a car"',
    "emoji": '"\U0001f697\u200d\U0001f525"',
    "right-to-left": '"\u202e\u0627\u0644\u0633\u064a\u0627\u0631\u0629\u2066"',
    "markup": '"<script>alert(1)</script>{{ 7*7 }}%s%(x)s"',
    "longer than its column": json.dumps("x" * 300),
}
# A number, a structure and a text that nobody can store. The slow run tries all.
REPRESENTATIVE = {"1e400", "a list", "U+0000"}


@pytest.fixture
def healthy(sandbox, site, sync):
    """Return the items of a first, healthy sync: a vehicle for each field of the contract."""
    items = plain_items(len(FIELDS) + 1)
    sandbox.set_stock("harbour", items)
    assert sync().status == SyncRun.Status.SUCCESS
    return sandbox.stock("harbour")


@pytest.mark.parametrize("value", rest_is_slow(AWKWARD_VALUES, REPRESENTATIVE))
def test_an_awkward_value_in_any_field_spoils_at_most_its_own_vehicle(
    sandbox, site, sync, monkeypatch, healthy, value
):
    before = state_of(site)
    spoilt = [
        with_raw_value(item, name, value) for item, name in zip(healthy, FIELDS, strict=False)
    ]
    answer_bytes(sandbox, monkeypatch, [*spoilt, json.dumps(healthy[-1])])
    run = sync()

    assert (run.seen, run.withdrawn, run.held) == (len(healthy), 0, 0)
    assert run.status == (SyncRun.Status.WARNING if run.failed else SyncRun.Status.SUCCESS)
    assert_counts_add_up(run)
    after = state_of(site)
    numbers = {item["StockNumber"] for item in healthy}
    assert set(after["vehicles"]) == numbers
    assert (
        after["vehicles"][healthy[-1]["StockNumber"]]
        == before["vehicles"][healthy[-1]["StockNumber"]]
    )
    reasons = failures_of(run)
    for item, name in zip(healthy, FIELDS, strict=False):
        number = item["StockNumber"]
        if number in reasons:
            assert name in reasons[number] or "characters" in reasons[number]
            assert after["vehicles"][number] == before["vehicles"][number]
    assert after["pages"].keys() == before["pages"].keys()

    again = sync()
    assert (again.created, again.updated, again.failed) == (0, 0, run.failed)

    monkeypatch.undo()
    assert sync().status == SyncRun.Status.SUCCESS
    assert listed_numbers(site) == numbers
    assert_tree_is_sound()


@pytest.mark.slow
@pytest.mark.parametrize("value", rest_is_slow(AWKWARD_VALUES, REPRESENTATIVE))
def test_an_awkward_value_in_any_field_of_a_new_vehicle_is_stored_or_refused(
    sandbox, site, sync, monkeypatch, value
):
    items = plain_items(len(FIELDS))
    spoilt = [with_raw_value(item, name, value) for item, name in zip(items, FIELDS, strict=True)]
    answer_bytes(sandbox, monkeypatch, spoilt)
    run = sync()
    assert run.seen == len(FIELDS)
    assert_counts_add_up(run)
    assert run.pages_created == run.created == Vehicle.objects.count()
    assert not any("The database" in reason for reason in failures_of(run).values())
    for vehicle in Vehicle.objects.all():
        vehicle.full_clean(exclude=["registration"])
        assert vehicle.price is None or vehicle.price > 0
    assert_tree_is_sound()


def test_numbers_of_sixty_digits_in_a_price_text_do_not_stop_the_others(sandbox, site, sync):
    items = plain_items(4)
    for item, price in zip(items, ["1" * 60, "1e99999", "0." + "0" * 60 + "1"], strict=False):
        item["Price"] = price
    sandbox.set_stock("harbour", items)
    run = sync()
    assert (run.created, run.failed) == (2, 2)
    assert Vehicle.objects.get(stock_number="N0003").price is None

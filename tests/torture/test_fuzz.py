"""Random feeds, most of them malformed: nothing breaks, nothing is lost, the counts add up."""

import json
import os

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.torture.feeds import plain_items
from tests.torture.state import state_of
from wagtail_easycars.models import SyncChange, SyncRun, Vehicle
from wagtail_easycars.runs.lifecycle import create_run
from wagtail_easycars.stock.item import CONTRACT_FIELDS
from wagtail_easycars.stock.sync import sync_stock

pytestmark = pytest.mark.django_db

FEEDS = int(os.environ.get("EASYCARS_TORTURE_FEEDS", "100"))

EXISTING = plain_items(12)
NUMBERS = [item["StockNumber"] for item in EXISTING]

texts = st.text(
    st.characters(codec=None) | st.sampled_from("\x00\x07\u202e\ud800\U0001f697 ,"), max_size=40
)
numbers = (
    st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from([0, -1, 1e308, 9_999_999_999, 2**31, 2**63])
)
scalars = st.none() | st.booleans() | numbers | texts
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
stock_numbers = (
    st.sampled_from([*NUMBERS, "NEW1", "NEW2", " NEW1 ", "n0001"]) | texts | st.integers(0, 99)
)
vins = st.sampled_from(["6T153SK3500000001", "6T153SK3500000002", "", "6T1", None])
field_names = st.sampled_from(sorted(CONTRACT_FIELDS - {"StockNumber", "VIN"})) | texts
items = st.builds(
    lambda number, vin, fields: {**fields, "StockNumber": number, "VIN": vin},
    stock_numbers,
    vins,
    st.dictionaries(field_names, values, max_size=8),
)
feeds = st.lists(items | st.sampled_from(EXISTING) | values, max_size=16)


@pytest.fixture
def stocked(sandbox, site, sync):
    sandbox.set_stock("harbour", EXISTING)
    assert sync().status == SyncRun.Status.SUCCESS
    return site


def run_once(site):
    run = create_run(site, SyncRun.Kind.STOCK, trigger=SyncRun.Trigger.COMMAND)
    sync_stock(run)
    run.refresh_from_db()
    return run


def assert_run_is_sane(run, feed):
    assert run.status in (SyncRun.Status.SUCCESS, SyncRun.Status.WARNING)
    assert run.seen == len(feed)
    assert run.created + run.updated + run.unchanged + run.failed == run.seen
    for action, count in (("failed", run.failed), ("created", run.created)):
        assert run.changes.filter(action=action).count() == count
    failed = run.changes.filter(action=SyncChange.Action.FAILED)
    assert all(change.error for change in failed)
    assert run.pages_created == run.created


def numbers_in(feed):
    numbers = [item.get("StockNumber") for item in feed if isinstance(item, dict)]
    return {number for number in numbers if number in NUMBERS}


def assert_no_car_of_the_feed_is_gone(site, feed):
    gone = Vehicle.objects.filter(site=site, status=Vehicle.Status.WITHDRAWN)
    assert numbers_in(feed).isdisjoint(gone.values_list("stock_number", flat=True))


def try_feed(sandbox, site, monkeypatch, feed):
    body = json.dumps({"StockList": feed, "Code": 0, "ErrorMessage": None}).encode()
    stock_list = sandbox.accounts["harbour"].stock_list
    with monkeypatch.context() as patch:
        patch.setattr(stock_list, "answer_body", lambda yard_code=None: body)
        run = run_once(site)
        assert_run_is_sane(run, feed)
        assert_no_car_of_the_feed_is_gone(site, feed)
        after = state_of(site)

        again = run_once(site)
        assert (again.created, again.updated, again.withdrawn) == (0, 0, 0)
        assert again.failed == run.failed
        assert state_of(site) == after
        others = again.changes.exclude(action=SyncChange.Action.FAILED)
        assert not others.exists()


def fuzz(examples):
    def decorate(test):
        return settings(
            max_examples=examples,
            deadline=None,
            database=None,
            phases=[Phase.generate],  # An example takes too long to be tried in smaller forms.
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )(given(feed=feeds)(test))

    return decorate


@fuzz(5)
def test_a_few_random_feeds_do_no_harm(sandbox, stocked, monkeypatch, feed):
    run_and_undo(sandbox, stocked, monkeypatch, feed)


@pytest.mark.slow
@pytest.mark.long
@fuzz(FEEDS)
def test_many_random_feeds_do_no_harm(sandbox, stocked, monkeypatch, feed):
    run_and_undo(sandbox, stocked, monkeypatch, feed)


def run_and_undo(sandbox, site, monkeypatch, feed):
    savepoint = transaction.savepoint()
    try:
        try_feed(sandbox, site, monkeypatch, feed)
    finally:
        transaction.savepoint_rollback(savepoint)

"""No run takes more off the site than the limit allows, whatever feeds came before it."""

from contextlib import suppress

import pytest
from django.core.cache import cache
from django.db import transaction
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from tests.torture.feeds import plain_items
from tests.torture.state import listed_numbers
from wagtail_easycars.models import SyncRun
from wagtail_easycars.runs.lifecycle import create_run
from wagtail_easycars.stock import sync as stock_sync
from wagtail_easycars.stock.guard import ALWAYS_ALLOWED
from wagtail_easycars.stock.sync import sync_stock

pytestmark = pytest.mark.django_db

LIMIT = 20
CARS = plain_items(50)
NAMELESS = {"YardCode": "100", "Make": "Toyota", "Model": "Corolla"}

WHOLE, NAMELESS_ITEM, CODE_5, KILLED = "whole", "an item without number", "code 5", "killed"
# Which cars a feed has, from a first to a last one, and how its run goes.
bounds = st.integers(0, len(CARS)) | st.sampled_from([0, 10, 40, len(CARS)])
feeds = st.tuples(bounds, bounds, st.sampled_from([WHOLE, WHOLE, NAMELESS_ITEM, CODE_5, KILLED]))


def read(sandbox, site, monkeypatch, feed):
    """Synchronise the site with ``feed``; a killed run has written its new cars, and no more."""
    first, last, how = feed
    nameless = [NAMELESS] if how == NAMELESS_ITEM else []
    sandbox.set_stock("harbour", [*CARS[first:last], *nameless])
    if how == CODE_5:
        sandbox.fail("code_5_with_list", "GetAdvertisementStocks")
    run = create_run(site, SyncRun.Kind.STOCK, trigger=SyncRun.Trigger.COMMAND)
    with monkeypatch.context() as patch, suppress(KeyboardInterrupt):
        if how == KILLED:
            patch.setattr(stock_sync, "_apply_withdrawals", die)
        sync_stock(run)
    sandbox.heal()
    run.refresh_from_db()
    return run


def die(*args):
    raise KeyboardInterrupt


def test_cars_that_only_doubtful_runs_have_confirmed_count_as_well(
    sandbox, site, easycars, monkeypatch
):
    read(sandbox, site, monkeypatch, (0, 10, WHOLE))
    for how in (NAMELESS_ITEM, CODE_5, NAMELESS_ITEM, CODE_5, NAMELESS_ITEM):
        read(sandbox, site, monkeypatch, (0, 50, how))
    run = read(sandbox, site, monkeypatch, (0, 10, WHOLE))
    assert (run.status, run.withdrawn, run.held) == (SyncRun.Status.WARNING, 0, 40)
    assert run.error.startswith("40 of 50 vehicles on the site are missing from the feed")
    assert len(listed_numbers(site)) == 50


def test_new_cars_of_a_wrong_feed_whose_run_was_interrupted_do_not_outvote_the_old(
    sandbox, site, easycars, monkeypatch
):
    read(sandbox, site, monkeypatch, (0, 10, WHOLE))
    read(sandbox, site, monkeypatch, (8, 50, KILLED))
    run = read(sandbox, site, monkeypatch, (8, 50, WHOLE))
    assert (run.withdrawn, run.held) == (0, 8)
    assert "8 of the 10 vehicles" in run.error


@settings(
    max_examples=25,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@example([(0, 10, WHOLE), *[(0, 50, NAMELESS_ITEM)] * 3, (0, 10, WHOLE)])
@example([(0, 10, WHOLE), (0, 50, KILLED), (0, 50, KILLED), (0, 10, WHOLE)])
@given(sequence=st.lists(feeds, min_size=2, max_size=5))
def test_no_run_withdraws_more_than_the_limit_allows_of_what_visitors_saw(
    sandbox, site, easycars, monkeypatch, sequence
):
    with transaction.atomic():
        had_by_complete_run = set()
        for feed in sequence:
            before = listed_numbers(site)
            run = read(sandbox, site, monkeypatch, feed)
            after = listed_numbers(site)
            assert_is_within_limit(before - after, before)
            old = before & had_by_complete_run
            assert_is_within_limit(old - after, old)
            if run.is_complete:
                had_by_complete_run = after
        transaction.set_rollback(True)
    cache.clear()


def assert_is_within_limit(gone, before):
    assert len(gone) <= max(ALWAYS_ALLOWED, LIMIT * len(before) // 100)
    assert not gone or gone != before

"""When the listing reads a stock anew that others are changing at the same time."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from wagtail_easycars.listing.version import get_stock_version
from wagtail_easycars.models import SyncChange, SyncRun, Vehicle


@pytest.fixture
def run(site):
    return SyncRun.objects.create(site=site, kind="stock", trigger="schedule")


def test_what_is_committed_after_a_later_entry_is_seen_within_seconds(publish, search, run, after):
    publish(stock_number="STAYS")
    publish(stock_number="SELLS")
    SyncChange.objects.create(run=run, action="updated", pk=101)
    assert search().listing.count == 2

    # Databases give out keys when a row is written, not when it is committed.
    SyncChange.objects.create(run=run, action="updated", pk=100)
    Vehicle.objects.filter(stock_number="SELLS").update(status=Vehicle.Status.SOLD)
    after(seconds=5)

    assert search().listing.count == 1


def test_what_was_read_while_others_may_have_been_writing_is_not_taken_later(
    publish, search, run, after
):
    publish(stock_number="STAYS")
    publish(stock_number="SELLS")
    SyncChange.objects.create(run=run, action="updated", pk=101)
    after(seconds=50)
    assert search().listing.count == 2
    Vehicle.objects.filter(stock_number="SELLS").update(status=Vehicle.Status.SOLD)
    after(seconds=15)
    assert search(sort="price").listing.count == 1


def test_a_stock_that_nobody_changes_is_read_once(publish, search, after):
    def count_queries():
        with CaptureQueriesContext(connection) as captured:
            search()
        return len(captured)

    publish()
    after(minutes=2)
    first = count_queries()
    after(seconds=30)
    second = count_queries()
    after(minutes=2)
    assert first > second == count_queries()


def test_a_saved_vehicle_begins_a_version_once_others_can_see_it(
    publish, django_capture_on_commit_callbacks, after
):
    vehicle = publish()
    after(minutes=2)
    before = get_stock_version()
    with django_capture_on_commit_callbacks() as callbacks:
        vehicle.save()
    assert get_stock_version() == before
    for callback in callbacks:
        callback()
    assert get_stock_version() != before

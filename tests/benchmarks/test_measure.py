"""The benchmark sees every query, and every row that is written."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group

from benchmarks.measure import Stopwatch
from benchmarks.sandbox import count_changed, with_changed_prices
from wagtail_easycars.sandbox.catalogue import generate


@pytest.fixture
def stopwatch() -> Stopwatch:
    return Stopwatch()


@pytest.mark.django_db
def test_rows_created_in_bulk_are_counted_one_by_one(stopwatch):
    with stopwatch:
        Group.objects.bulk_create(Group(name=f"group {number}") for number in range(7))
    assert stopwatch.log.written_rows == {"auth_group": 7}


@pytest.mark.django_db
def test_changed_and_deleted_rows_are_counted(stopwatch):
    Group.objects.bulk_create(Group(name=f"group {number}") for number in range(3))
    groups = Group.objects.filter(name__startswith="group ")
    with stopwatch:
        groups.filter(name="group 0").update(name="other")
        groups._raw_delete("default")
    assert stopwatch.log.written_rows == {"auth_group": 3}


@pytest.mark.django_db
def test_a_statement_that_meets_no_row_is_a_query_that_writes_nothing(stopwatch):
    with stopwatch:
        Group.objects.filter(name="nobody").update(name="somebody")
    report = stopwatch.report("nothing", 1)
    assert (report.queries, report.written_rows) == (1, {})


@pytest.mark.django_db
def test_what_happens_outside_the_measured_blocks_is_not_counted(stopwatch):
    with stopwatch:
        Group.objects.count()
    Group.objects.create(name="unseen")
    with stopwatch:
        Group.objects.count()
    assert (stopwatch.log.queries, stopwatch.log.written_rows) == (2, {})


def test_one_price_in_twenty_changes():
    items = generate(45, seed=1)
    changed = with_changed_prices(items)
    differing = [
        (before, after) for before, after in zip(items, changed, strict=True) if before != after
    ]
    assert len(differing) == count_changed(45) == 3
    for before, after in differing:
        assert {**before, "Price": after["Price"]} == after

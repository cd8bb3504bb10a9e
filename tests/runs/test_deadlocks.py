"""Two transactions that wait for each other, of which the database ends one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BrokenBarrierError

import pytest
from django.contrib.auth.models import Group
from django.db import OperationalError, connection

from wagtail_easycars.runs.deadlocks import in_transaction

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 10


def rename(key, ending):
    group = Group.objects.select_for_update().get(pk=key)
    group.name += ending
    group.save()


def rename_in_order(keys, ending, barrier):
    """Rename the first group, wait until the other thread has its own first, and go on."""
    calls = []

    def write():
        calls.append(ending)
        rename(keys[0], ending)
        if len(calls) == 1:
            meet(barrier)
        rename(keys[1], ending)
        return ending

    try:
        assert in_transaction(write) == ending
    finally:
        connection.close()
    return len(calls)


def meet(barrier):
    try:
        barrier.wait(PATIENCE)
    except BrokenBarrierError:
        pytest.fail("The other thread did not come.")


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite has one lock, so nobody waits for two"
)
def test_who_gives_way_writes_all_of_it_again():
    one, other = (Group.objects.create(name=name) for name in ("one", "other"))
    keys, barrier = [one.pk, other.pk], Barrier(2)
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(rename_in_order, keys, "+a", barrier)
        second = threads.submit(rename_in_order, keys[::-1], "+b", barrier)
        calls = sorted([first.result(), second.result()])
    assert calls == [1, 2]
    for group in (one, other):
        group.refresh_from_db()
        assert sorted(group.name.split("+")[1:]) == ["a", "b"]


def test_another_fault_of_the_database_is_not_tried_again():
    calls = []

    def write():
        calls.append(1)
        raise OperationalError("the disk is full")

    with pytest.raises(OperationalError, match="the disk is full"):
        in_transaction(write)
    assert calls == [1]

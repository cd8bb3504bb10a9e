"""A process may die before any of its queries while it carries out decisions: deciding again
settles what is left, and nothing is done by halves."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from tests.torture.feeds import plain_items
from tests.torture.state import listed_numbers
from tests.torture.test_deaths import Death, DiesBeforeQuery, undone
from wagtail_easycars.models import Difference, SyncLease, Vehicle

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_decisions_that_were_cut_off_are_finished_by_deciding_again(
    sandbox, site, sync, compare, decide
):
    from django.db import connection

    items = plain_items(6)
    sandbox.set_stock("harbour", items)
    sync()
    Vehicle.objects.filter(stock_number="N0001").update(price=5, pinned_fields=["price"])
    sandbox.set_stock("harbour", [items[0], *items[2:], *plain_items(2, start=50)])
    compare()
    survived, is_over = 0, False
    while not is_over:
        with undone():
            try:
                with connection.execute_wrapper(DiesBeforeQuery(survived)):
                    decide("theirs")
                is_over = True
            except Death:
                SyncLease.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
                decide("theirs")
            assert not Difference.objects.filter(decision="").exists()
            assert listed_numbers(site) == {
                *("N0001", "N0003", "N0004", "N0005", "N0006", "N0050", "N0051")
            }
            assert Vehicle.objects.get(stock_number="N0001").pinned_fields == []
            assert not any(Page.find_problems())
        survived += 1
    assert survived > 20

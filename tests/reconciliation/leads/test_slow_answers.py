"""A comparison that waits long for each lead is at work, and not silent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from wagtail_easycars.client import EasyCarsClient
from wagtail_easycars.models import Lead, SyncLease, SyncRun
from wagtail_easycars.schedule.recovery import end_dead_runs

pytestmark = pytest.mark.django_db

LEASE_SECONDS = 90
LEADS = 8


class TickBeforeQuery:
    """Lets a tick look for dead runs before each query outside a transaction, and then do ``work``
    of its own."""

    def __init__(self, work=lambda: None):
        self._depth = len(connection.savepoint_ids)
        self._is_looking = False
        self._work = work

    def __call__(self, execute, *args):
        if not self._is_looking and len(connection.savepoint_ids) == self._depth:
            self._is_looking = True
            end_dead_runs(timezone.now())
            self._work()
            self._is_looking = False
        return execute(*args)


@pytest.fixture
def slow_answers(sandbox, enquire, deliver, settings, monkeypatch):
    """Leads in EasyCars, for each of which it takes a third of a lease to answer."""
    for _ in range(LEADS):
        enquire()
    deliver()
    settings.WAGTAIL_EASYCARS = {
        **settings.WAGTAIL_EASYCARS,
        "LEASE_SECONDS": LEASE_SECONDS,
        "STOCK_DEADLINE": 1,
        "LEAD_SENDERS": 1,
    }
    waited, now, ask = [], timezone.now, EasyCarsClient.get_lead_detail

    def answer_slowly(*args):
        waited.append(LEASE_SECONDS / 3)
        return ask(*args)

    monkeypatch.setattr(EasyCarsClient, "get_lead_detail", answer_slowly)
    monkeypatch.setattr(timezone, "now", lambda: now() + timedelta(seconds=sum(waited)))
    return waited


def test_it_is_not_taken_for_dead(slow_answers, compare):
    with connection.execute_wrapper(TickBeforeQuery()):
        run = compare()

    assert sum(slow_answers) > 2 * LEASE_SECONDS
    assert run.status != SyncRun.Status.FAILED, run.error


def test_it_is_not_while_easycars_fails_to_answer(slow_answers, sandbox, compare):
    sandbox.fail("reset", "GetLeadDetail", times=2)

    with connection.execute_wrapper(TickBeforeQuery()):
        run = compare()

    assert run.status != SyncRun.Status.FAILED, run.error


def test_it_writes_nothing_to_a_lead_once_another_has_taken_over(slow_answers, compare):
    before = dict(Lead.objects.values_list("pk", "synced_at"))

    def take_over():
        if slow_answers:
            SyncLease.objects.update(holder="another", expires_at=timezone.now())

    with connection.execute_wrapper(TickBeforeQuery(take_over)):
        run = compare()

    assert run.status == SyncRun.Status.FAILED
    assert dict(Lead.objects.values_list("pk", "synced_at")) == before

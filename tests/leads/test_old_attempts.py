"""Attempts at leads are given up as runs are; what a lead's fate is reckoned from stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests.torture.commands import run_command
from wagtail_easycars.leads import old_attempts
from wagtail_easycars.models import Lead, LeadAttempt

pytestmark = pytest.mark.django_db

Purpose, Outcome = LeadAttempt.Purpose, LeadAttempt.Outcome
COMMAND = ("easycars_prune", "--site", "harbour.example", "--json")


@pytest.fixture
def tried(enquire):
    """Save a lead with an attempt of each of ``purposes``, so many days ago, and return it."""

    def make(*purposes, days=91, **values):
        lead = enquire(**{"delivery": Lead.Delivery.DELIVERED, **values})
        then = timezone.now() - timedelta(days=days)
        for purpose in purposes:
            lead.delivery_attempts.create(purpose=purpose, outcome=Outcome.DONE, finished_at=then)
        return lead

    return make


def purposes(lead):
    return list(lead.delivery_attempts.values_list("purpose", flat=True))


def prune(*options):
    return run_command(*COMMAND, *options).report["attempts"]


def test_all_but_the_last_of_a_lead_go(tried, monkeypatch):
    monkeypatch.setattr(old_attempts, "ATTEMPTS_A_BATCH", 2)
    lead = tried(*[Purpose.CREATE] * 5, Purpose.FIND)

    assert prune() == 5
    assert purposes(lead) == [Purpose.FIND]


def test_however_many_there_are_few_are_read_at_once(tried, monkeypatch):
    monkeypatch.setattr(old_attempts, "ATTEMPTS_A_BATCH", 2)
    for _ in range(3):
        tried(*[Purpose.CREATE] * 2, Purpose.FIND)
    read = []

    def count_keys(execute, sql, params, many, context):
        if sql.startswith("DELETE") and LeadAttempt._meta.db_table in sql:
            read.append(len(params))
        elif sql.startswith("SELECT") and "EXISTS" in sql and LeadAttempt._meta.db_table in sql:
            assert "LIMIT 2" in sql
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count_keys):
        assert prune() == 6

    assert read == [2, 2, 2]


def test_a_dry_run_counts_them_and_leaves_them(tried):
    lead = tried(Purpose.CREATE, Purpose.UPDATE)

    assert prune("--dry-run") == 1
    assert len(purposes(lead)) == 2


def test_younger_ones_stay(tried):
    lead = tried(Purpose.CREATE, Purpose.UPDATE, days=89)

    assert prune() == 0
    assert len(purposes(lead)) == 2


def test_one_under_way_stays(tried):
    lead = tried(Purpose.CREATE, Purpose.UPDATE)
    lead.delivery_attempts.update(finished_at=None)

    assert prune() == 0


def test_what_was_quoted_stays(tried):
    """A quotation is not sent twice."""
    lead = tried(Purpose.QUOTE, Purpose.UPDATE)

    assert prune() == 0
    assert purposes(lead) == [Purpose.QUOTE, Purpose.UPDATE]


@pytest.mark.parametrize("delivery", ["pending", "sending", "uncertain", "rejected"])
def test_how_often_a_lead_was_tried_is_remembered_until_it_is_delivered(tried, delivery):
    lead = tried(Purpose.CREATE, Purpose.CREATE, delivery=delivery)

    assert prune() == 0
    assert len(purposes(lead)) == 2

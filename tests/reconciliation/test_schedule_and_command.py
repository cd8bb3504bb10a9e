"""A comparison on a schedule, and by command."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.torture.commands import run_command
from tests.torture.feeds import plain_items
from wagtail_easycars.models import Difference, SyncRun
from wagtail_easycars.tasks import carry_out_run
from wagtail_easycars.tick import look_at_everything

pytestmark = pytest.mark.django_db

COMPARISONS = {"kind": SyncRun.Kind.COMPARISON}


@pytest.fixture
def new_vehicle(sandbox, easycars):
    sandbox.set_stock("harbour", plain_items(1))


def test_a_due_comparison_is_queued_by_the_tick_and_carried_out(easycars, new_vehicle, monkeypatch):
    easycars.comparison_schedule = "1h"
    easycars.save()
    look_at_everything()
    monkeypatch.setattr(timezone, "now", lambda now=timezone.now: now() + timedelta(hours=2))

    look_at_everything()
    run = SyncRun.objects.get(**COMPARISONS)
    carry_out_run(run.pk)

    run.refresh_from_db()
    assert (run.trigger, run.status, run.created) == ("schedule", "success", 1)


def test_nothing_is_compared_by_itself_unless_it_is_set(easycars):
    look_at_everything()

    assert not SyncRun.objects.filter(**COMPARISONS).exists()


def test_the_command_reports_in_json(easycars, new_vehicle):
    outcome = run_command("easycars_compare", "--site", "harbour.example", "--json")

    report = outcome.report
    assert outcome.status == 0
    assert (report["kind"], report["status"], report["created"]) == ("comparison", "success", 1)
    [difference] = report["differences"]
    assert (difference["kind"], difference["reference"]) == ("only_there", "N0001")


def test_the_command_says_what_differs_in_words(easycars, new_vehicle):
    printed = run_command("easycars_compare", "--site", "harbour.example").stdout

    assert "Only in EasyCars: N0001 2015 Toyota Corolla." in printed
    assert "harbour.example: 1 new difference" in printed


def test_the_command_fails_with_a_reason(sandbox, easycars):
    sandbox.fail("reset", "GetAdvertisementStocks", times=10)

    outcome = run_command("easycars_compare", "--site", "harbour.example", "--json")

    assert outcome.status == 1
    assert outcome.report["status"] == "failed"
    assert outcome.report["error"]


def test_a_sync_of_everything_compares_nothing(easycars, new_vehicle):
    run_command("easycars_sync", "all", "--site", "harbour.example", "--json")

    assert not Difference.objects.exists()
    assert not SyncRun.objects.filter(**COMPARISONS).exists()

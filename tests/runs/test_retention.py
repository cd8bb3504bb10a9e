"""Old runs go with their changes when ``easycars_prune`` is called; what is still needed stays."""

from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone

from tests.conftest import connect, make_site
from tests.torture.commands import run_command
from wagtail_easycars.management.commands import easycars_prune
from wagtail_easycars.models import Lead, SyncChange, SyncRun
from wagtail_easycars.retention import give_up_expired
from wagtail_easycars.runs import retention
from wagtail_easycars.runs.lifecycle import create_run, running
from wagtail_easycars.sandbox.catalogue import generate

pytestmark = pytest.mark.django_db


def prune(*options):
    output = StringIO()
    call_command("easycars_prune", "--all-sites", "--json", *options, stdout=output)
    [report] = json.loads(output.getvalue())["sites"]
    return report


def age(days):
    SyncRun.objects.update(queued_at=timezone.now() - timedelta(days=days))


@pytest.fixture
def two_runs(sync, sandbox):
    """Two runs of the stock, the first of which has created vehicles."""
    sandbox.set_stock("harbour", generate(3, seed=8))
    return sync(), sync()


def test_old_runs_go_with_their_changes_but_not_the_last(two_runs, monkeypatch):
    monkeypatch.setattr(retention, "CHANGES_A_BATCH", 2)
    first, last = two_runs
    age(91)
    assert SyncChange.objects.filter(run=first).count() > 2

    report = prune()

    assert report["runs"] == 1
    assert not SyncRun.objects.filter(pk=first.pk).exists()
    assert not SyncChange.objects.filter(run=first.pk).exists()
    assert SyncRun.objects.filter(pk=last.pk).exists()


def test_younger_runs_stay(two_runs):
    age(89)

    assert prune()["runs"] == 0
    assert SyncRun.objects.filter(kind=SyncRun.Kind.STOCK).count() == 2


def test_how_long_runs_are_kept_is_a_setting(two_runs, settings):
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "RUN_RETENTION_DAYS": 10}
    age(11)

    assert prune()["runs"] == 1


def test_the_last_run_that_saw_the_whole_stock_is_kept(two_runs, sync, sandbox):
    _first, complete = two_runs
    sandbox.set_stock("harbour", [])
    doubtful = sync()
    assert not doubtful.is_complete
    age(91)

    prune()

    assert set(SyncRun.objects.filter(kind=SyncRun.Kind.STOCK)) == {complete, doubtful}


def test_a_dry_run_says_what_would_go_and_deletes_nothing(two_runs):
    age(91)

    assert prune("--dry-run")["runs"] == 1
    assert SyncRun.objects.filter(kind=SyncRun.Kind.STOCK).count() == 2


@pytest.mark.parametrize("without", [{}, {"is_active": False}, {"account_number": ""}])
def test_old_leads_are_made_anonymous_also_where_easycars_is_switched_off(easycars, without):
    for name, value in without.items():
        setattr(easycars, name, value)
    easycars.lead_retention_months = 1
    easycars.save()
    lead = Lead.objects.create(
        site=easycars.site, customer_name="Jo Citizen", notified_at=timezone.now()
    )
    Lead.objects.update(created_at=timezone.now() - timedelta(days=40))

    assert prune()["leads"] == 1
    lead.refresh_from_db()
    assert lead.customer_name == ""


def test_old_runs_go_and_are_reported_while_pictures_are_at_work(two_runs, site):
    age(91)
    at_work = create_run(site, SyncRun.Kind.IMAGES, trigger=SyncRun.Trigger.COMMAND)
    output = StringIO()

    with running(at_work), pytest.raises(SystemExit) as exit:
        call_command("easycars_prune", "--all-sites", "--json", stdout=output)

    [report] = json.loads(output.getvalue())["sites"]
    assert exit.value.code == 1
    assert report["runs"] == 1
    assert report["status"] == "failed"
    assert f"run #{at_work.pk}" in report["error"]


def test_a_site_whose_runs_the_database_does_not_give_up_keeps_no_other_from_its_turn(
    two_runs, sandbox, monkeypatch
):
    connect(make_site("other.example"), sandbox.accounts["outback"])
    sites = []

    def refuse_the_first(site, now):
        sites.append(site.hostname)
        if len(sites) == 1:
            raise OperationalError("database is locked")
        return give_up_expired(site, now)

    monkeypatch.setattr(easycars_prune, "give_up_expired", refuse_the_first)
    outcome = run_command("easycars_prune", "--all-sites", "--json")

    first, other = outcome.report["sites"]
    assert outcome.status == 1
    assert (first["status"], other["status"]) == ("failed", "success")
    assert "OperationalError" in first["error"]

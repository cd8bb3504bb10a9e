"""``easycars_tick`` does all that is due by itself, also where the cluster is stuck."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_q.models import OrmQ, Schedule
from wagtail.models import Site

from tests.conftest import connect, make_site
from tests.schedule.conftest import row_of, set_schedule
from tests.schedule.test_many_sites import make_dealers
from tests.torture.commands import run_command
from tests.torture.feeds import plain_items
from wagtail_easycars import housekeeping
from wagtail_easycars.models import EasyCarsSettings, Lead, SyncRun, SyncSchedule, Tick, Vehicle
from wagtail_easycars.runs.lifecycle import create_run

pytestmark = pytest.mark.django_db

RUNS = SyncRun._meta.db_table


@pytest.fixture
def tick_here(django_capture_on_commit_callbacks):
    def tick_here(*args):
        with django_capture_on_commit_callbacks(execute=True):
            return run_command("easycars_tick", *args)

    return tick_here


@pytest.fixture
def due(sandbox, easycars, tick_here):
    sandbox.set_stock("harbour", plain_items(3))
    set_schedule(easycars, stock_schedule="1h")
    tick_here()
    SyncSchedule.objects.update(next_due_at=timezone.now() - timedelta(minutes=1))
    return easycars


def test_it_carries_out_what_is_due(due, tick_here):
    outcome = tick_here()
    assert outcome.status == 0
    assert outcome.stdout.startswith("harbour.example, Stock: 3 new")
    assert Vehicle.objects.count() == 3
    assert row_of(due).next_due_at > timezone.now()


def test_it_says_nothing_where_nothing_is_due(easycars, tick_here):
    outcome = tick_here()
    assert (outcome.status, outcome.said) == (0, "")


def test_as_json_it_prints_the_runs(due, tick_here):
    outcome = tick_here("--json")
    first = outcome.report["runs"][0]
    assert (first["site"], first["kind"], first["trigger"]) == (
        "harbour.example",
        "stock",
        "schedule",
    )
    assert (first["status"], first["created"]) == ("success", 3)
    assert outcome.report["failed_steps"] == []


def test_it_needs_no_queue_and_leaves_nothing_in_it(due, tick_here):
    OrmQ.objects.all().delete()
    tick_here()
    assert OrmQ.objects.count() == 0
    assert not SyncRun.objects.filter(status=SyncRun.Status.QUEUED).exists()


def test_it_takes_what_waits_in_the_queue_of_a_stuck_cluster(easycars, tick_here):
    run = create_run(easycars.site, SyncRun.Kind.STOCK, trigger=SyncRun.Trigger.MANUAL)
    tick_here()
    run.refresh_from_db()
    assert run.finished_at is not None


def test_a_spoilt_schedule_of_the_queue_does_not_keep_it_from_working(due, tick_here):
    Schedule.objects.all().update(args="not python (")
    outcome = tick_here()
    assert outcome.status == 0
    assert Vehicle.objects.count() == 3
    assert Schedule.objects.get().args is None


def test_it_sends_the_leads_that_wait(sandbox, easycars, tick_here):
    lead = Lead.objects.create(
        site=easycars.site,
        customer_name="Kim Lee",
        customer_email="kim@example.com",
        vehicle_make="Toyota",
        vehicle_model="Corolla",
        vehicle_year=2020,
        vehicle_type=Lead.VehicleType.CAR,
    )
    tick_here()
    lead.refresh_from_db()
    assert lead.delivery == Lead.Delivery.DELIVERED


def test_a_site_that_fails_keeps_no_other_from_its_turn(sandbox, due, tick_here):
    other = connect(make_site("other.example"), sandbox.accounts["outback"])
    sandbox.set_stock("outback", plain_items(2))
    create_run(due.site, SyncRun.Kind.STOCK, trigger=SyncRun.Trigger.MANUAL)
    create_run(other.site, SyncRun.Kind.STOCK, trigger=SyncRun.Trigger.MANUAL)
    sandbox.fail("code_9", "GetAdvertisementStocks", times=1)
    outcome = tick_here()
    assert outcome.status == 1
    assert outcome.stderr.startswith("harbour.example, Stock: ")
    assert Vehicle.objects.filter(site=other.site).count() == 2


def test_a_step_that_breaks_keeps_no_other_from_being_done(due, tick_here, monkeypatch, caplog):
    def break_down(*args):
        raise ZeroDivisionError

    monkeypatch.setattr("wagtail_easycars.tick.end_dead_runs", break_down)
    before = timezone.now()
    outcome = tick_here("--json")
    assert outcome.status == 1
    assert outcome.report["failed_steps"] == ["interrupted runs"]
    assert "ZeroDivisionError" in caplog.text
    assert Vehicle.objects.count() == 3
    assert Tick.objects.get().failed_steps == ["interrupted runs"]
    assert Tick.objects.get().finished_at >= before


class TestHousekeeping:
    @pytest.fixture
    def old_lead(self, easycars):
        set_schedule(easycars, lead_retention_months=1)
        lead = Lead.objects.create(
            site=easycars.site, customer_name="Kim Lee", notified_at=timezone.now()
        )
        Lead.objects.update(created_at=timezone.now() - timedelta(days=40))
        return lead

    @pytest.mark.parametrize("use_queue", [True, False])
    def test_is_done_without_the_queue(self, old_lead, tick_here, settings, use_queue):
        settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "USE_JOB_QUEUE": use_queue}
        outcome = tick_here()
        old_lead.refresh_from_db()
        assert (outcome.status, old_lead.customer_name) == (0, "")
        assert OrmQ.objects.count() == 0

    def test_comes_after_the_runs(self, due, tick_here, monkeypatch):
        EasyCarsSettings.objects.update(tidied_at=None)
        seen = []

        def look(site_id):
            seen.append((site_id, Vehicle.objects.count()))

        monkeypatch.setattr("wagtail_easycars.management.tick_here.tidy_up", look)
        tick_here()
        assert seen == [(due.site_id, 3)]

    def test_that_fails_at_one_site_keeps_no_other_from_its_turn(
        self, sandbox, old_lead, tick_here, monkeypatch
    ):
        other = connect(make_site("another.example"), sandbox.accounts["outback"])
        real, tidied = housekeeping.give_up_bit_by_bit, []

        def fail_at_the_first(site, now):
            tidied.append(site.pk)
            if site == other.site:
                raise ZeroDivisionError
            return real(site, now)

        monkeypatch.setattr(housekeeping, "give_up_bit_by_bit", fail_at_the_first)
        outcome = tick_here("--json")
        old_lead.refresh_from_db()
        assert outcome.status == 1
        assert outcome.report["failed_steps"] == ["housekeeping of another.example"]
        assert set(tidied) == {other.site_id, old_lead.site_id}
        assert old_lead.customer_name == ""

    def test_that_cannot_be_looked_for_is_named(self, easycars, tick_here, monkeypatch):
        def refuse(now):
            raise OperationalError

        monkeypatch.setattr("wagtail_easycars.management.tick_here.take_due_sites", refuse)
        assert tick_here("--json").report["failed_steps"] == ["housekeeping"]


def test_it_remembers_when_it_was_there(easycars, tick_here):
    before = timezone.now()
    tick_here()
    tick = Tick.objects.get()
    assert before <= tick.began_at <= tick.finished_at <= timezone.now()


def test_the_queue_is_read_as_often_for_many_sites_as_for_one(sandbox, easycars, tick_here):
    make_dealers(easycars.site.root_page, range(9))
    sites = list(Site.objects.all())
    for site in sites:
        create_run(site, SyncRun.Kind.STOCK, trigger=SyncRun.Trigger.MANUAL)
    with CaptureQueriesContext(connection) as queries:
        tick_here()

    looks = [query for query in queries if is_a_look_at_the_queue(query["sql"])]
    assert SyncRun.objects.filter(status=SyncRun.Status.FAILED).count() == len(sites) - 1
    assert len(looks) == 2  # all that wait, and that nothing is left


def is_a_look_at_the_queue(sql):
    """Return whether ``sql`` reads all runs that wait, as only ``easycars_tick`` does."""
    is_of_runs = "FROM" in sql and sql.split("FROM")[1].split()[0].strip('"`') == RUNS
    return is_of_runs and "'queued'" in sql and sql.rstrip().endswith("ASC")

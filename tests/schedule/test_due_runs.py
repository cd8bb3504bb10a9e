# ruff: noqa: PLR0917  (pytest passes fixtures and parameters by name)
"""What each site has chosen starts by itself, once, the longest overdue first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conftest import connect, make_site
from tests.schedule.conftest import messages, row_of, set_schedule
from wagtail_easycars.models import EasyCarsSettings, SyncRun, SyncSchedule
from wagtail_easycars.runs.lifecycle import create_run
from wagtail_easycars.schedule import starting
from wagtail_easycars.tasks import carry_out_run

pytestmark = pytest.mark.django_db

Kind = SyncRun.Kind


@pytest.fixture
def hourly(easycars, clock, tick):
    """A site whose stock is due each hour; it has been looked at once."""
    set_schedule(easycars, stock_schedule="1h")
    assert tick() == []
    return easycars


def test_a_site_without_schedule_starts_nothing(easycars, clock, tick):
    tick()
    clock.forward(days=2)
    assert tick() == []


def test_a_run_is_queued_by_its_id_once_it_is_due(hourly, clock, tick):
    due_at = row_of(hourly).next_due_at
    assert clock.now < due_at <= clock.now + timedelta(hours=1)
    clock.now = due_at - timedelta(seconds=1)
    assert tick() == []
    clock.now = due_at
    [run] = tick()
    assert (run.site, run.kind, run.trigger) == (hourly.site, Kind.STOCK, SyncRun.Trigger.SCHEDULE)
    assert run.status == SyncRun.Status.QUEUED
    assert messages() == [("wagtail_easycars.tasks.carry_out_run", (run.pk,))]
    assert row_of(hourly).next_due_at == due_at + timedelta(hours=1)


def test_a_queued_run_is_a_whole_sync(hourly, clock, tick):
    clock.forward(hours=1)
    [run] = tick()
    carry_out_run(run.pk)
    run.refresh_from_db()
    assert (run.status, run.finished_at) == (SyncRun.Status.WARNING, clock.now)


def test_leads_have_a_schedule_of_their_own(easycars, clock, tick):
    set_schedule(easycars, lead_schedule="15m")
    tick()
    clock.forward(minutes=15)
    [run] = tick()
    assert run.kind == Kind.LEADS


def test_many_ticks_queue_one_run(hourly, clock, tick):
    clock.forward(hours=1)
    assert [len(tick()) for _ in range(3)] == [1, 0, 0]


def test_two_ticks_that_found_the_same_due_queue_one_run(hourly, clock, monkeypatch):
    clock.forward(hours=1)
    found_by_both = starting._get_due(clock.now)
    monkeypatch.setattr(starting, "_get_due", lambda now: found_by_both)
    assert [len(starting.start_due_runs(clock.now)) for _ in range(2)] == [1, 0]


def test_what_was_missed_is_made_up_for_once(hourly, clock, tick):
    clock.forward(days=3)
    [run] = tick()
    carry_out_run(run.pk)
    assert tick() == []
    assert row_of(hourly).next_due_at > clock.now


@pytest.mark.parametrize("status", [SyncRun.Status.QUEUED, SyncRun.Status.RUNNING])
def test_no_run_is_queued_beside_one_that_has_not_ended(hourly, clock, tick, status):
    other = create_run(hourly.site, Kind.STOCK, trigger=SyncRun.Trigger.MANUAL)
    clock.forward(hours=1)
    SyncRun.objects.filter(pk=other.pk).update(
        status=status, queued_at=clock.now, heartbeat_at=clock.now
    )
    assert tick() == []
    SyncRun.objects.filter(pk=other.pk).update(status=SyncRun.Status.SUCCESS)
    assert len(tick()) == 1


def test_the_longest_overdue_starts_first(sandbox, hourly, clock, tick):
    others = [
        connect(make_site(name), sandbox.accounts["outback"]) for name in ("a.example", "b.example")
    ]
    for settings in others:
        set_schedule(settings, stock_schedule="1h")
    tick()
    sites = [others[1].site, hourly.site, others[0].site]
    for hours, site in zip((3, 2, 1), sites, strict=True):
        due_at = clock.now - timedelta(hours=hours)
        SyncSchedule.objects.filter(site=site).update(next_due_at=due_at)
    assert [run.site for run in tick()] == sites


class TestChanges:
    """take effect at the next tick, however they were made."""

    def test_another_interval(self, hourly, clock, tick):
        set_schedule(hourly, stock_schedule="15m")
        tick()
        assert row_of(hourly).next_due_at <= clock.now + timedelta(minutes=15)

    def test_times_of_day_in_the_sites_time_zone(self, hourly, clock, tick):
        for zone, hour in (("Australia/Perth", 22), ("Australia/Brisbane", 20)):
            set_schedule(hourly, stock_schedule="06:00", time_zone=zone)
            tick()
            assert row_of(hourly).next_due_at.hour == hour

    @pytest.mark.parametrize(
        "values", [{"stock_schedule": ""}, {"is_active": False}, {"account_number": ""}]
    )
    def test_switching_it_off(self, hourly, clock, tick, values):
        set_schedule(hourly, **values)
        clock.forward(hours=1)
        assert tick() == []
        assert row_of(hourly).next_due_at is None

    def test_switching_it_on_again(self, hourly, clock, tick):
        set_schedule(hourly, stock_schedule="")
        clock.forward(hours=5)
        tick()
        set_schedule(hourly, stock_schedule="1h")
        assert tick() == []
        assert row_of(hourly).next_due_at > clock.now

    def test_deleting_the_settings(self, hourly, clock, tick):
        EasyCarsSettings.objects.all().delete()
        clock.forward(hours=1)
        assert tick() == []

    @pytest.mark.parametrize(
        "values", [{"stock_schedule": "now and then"}, {"time_zone": "Mars/Base"}]
    )
    def test_what_no_form_would_take_stops_no_other_site(
        self, sandbox, hourly, clock, tick, caplog, values
    ):
        other = connect(make_site("other.example"), sandbox.accounts["outback"])
        set_schedule(other, **{"stock_schedule": "1h", **values})
        clock.forward(hours=1)
        assert [run.site for run in tick()] == [hourly.site]
        tick()
        said = [record.message for record in caplog.records if "cannot be read" in record.message]
        assert len(said) == 1
        assert str(other.site_id) in said[0]

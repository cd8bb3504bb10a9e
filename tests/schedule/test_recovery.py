"""What a death leaves behind is found by the next tick."""

from __future__ import annotations

import os

import pytest
from django_q.models import OrmQ

from tests.runs.test_processes import dead_pid
from tests.schedule.conftest import messages, row_of, set_schedule
from wagtail_easycars.models import SyncLease, SyncRun
from wagtail_easycars.runs.lease import LeaseLost, RunUnderWay, hold
from wagtail_easycars.runs.lifecycle import create_run, new_run, running
from wagtail_easycars.runs.processes import get_place
from wagtail_easycars.signals import sync_finished
from wagtail_easycars.tasks import carry_out_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def queued(easycars, clock):
    SyncRun.objects.all().delete()
    run = create_run(easycars.site, SyncRun.Kind.STOCK, trigger=SyncRun.Trigger.SCHEDULE)
    SyncRun.objects.filter(pk=run.pk).update(queued_at=clock.now)
    run.refresh_from_db()
    return run


@pytest.fixture
def at_work(queued, clock):
    """A run that another machine carries out."""
    hold(queued)
    SyncLease.objects.update(holder="another-host/1:abc")
    SyncRun.objects.update(status=SyncRun.Status.RUNNING, started_at=clock.now)
    return queued


def status_of(run):
    run.refresh_from_db()
    return run.status


class TestRunsOfTheDead:
    def test_a_run_whose_lease_is_renewed_is_left_alone(self, at_work, clock, tick):
        clock.forward(seconds=80)
        tick()
        assert status_of(at_work) == SyncRun.Status.RUNNING

    def test_a_run_whose_lease_ran_out_was_interrupted(self, at_work, clock, tick):
        clock.forward(seconds=91)
        tick()
        assert status_of(at_work) == SyncRun.Status.FAILED
        assert "interrupted" in at_work.error
        assert at_work.finished_at == clock.now

    def test_who_was_silent_only_writes_nothing_more(self, queued, clock, tick):
        lease = hold(queued)
        SyncRun.objects.update(status=SyncRun.Status.RUNNING, started_at=clock.now)
        clock.forward(seconds=91)
        tick()
        assert status_of(queued) == SyncRun.Status.FAILED
        with pytest.raises(LeaseLost):
            lease.renew()

    def test_a_dead_process_of_this_machine_is_not_waited_for(self, at_work, tick):
        SyncLease.objects.update(holder=f"{get_place()}/{dead_pid()}:abc")
        tick()
        assert status_of(at_work) == SyncRun.Status.FAILED

    def test_a_process_of_this_machine_that_lives_is_left_alone(self, at_work, tick):
        SyncLease.objects.update(holder=f"{get_place()}/{os.getpid()}:abc")
        tick()
        assert status_of(at_work) == SyncRun.Status.RUNNING

    def test_a_worker_that_died_before_it_had_the_lease_is_given_time(self, queued, clock, tick):
        SyncRun.objects.update(status=SyncRun.Status.RUNNING, heartbeat_at=clock.now)
        clock.forward(seconds=80)
        tick()
        assert status_of(queued) == SyncRun.Status.RUNNING
        clock.forward(seconds=11)
        tick()
        assert status_of(queued) == SyncRun.Status.FAILED

    def test_it_counts_as_a_failure_and_is_announced_once(self, easycars, at_work, clock, tick):
        heard = []

        def listen(run, **kwargs):
            heard.append(run.pk)

        sync_finished.connect(listen)
        try:
            clock.forward(seconds=91)
            tick()
            tick()
        finally:
            sync_finished.disconnect(listen)
        assert heard == [at_work.pk]
        assert row_of(easycars).failures == 1

    def test_the_site_is_due_again_after_a_wait(self, easycars, at_work, clock, tick):
        set_schedule(easycars, stock_schedule="15m")
        clock.forward(seconds=91)
        tick()
        clock.now = row_of(easycars).next_due_at
        assert [run.site for run in tick()] == [easycars.site]


class TestRunsThatTheQueueLost:
    def test_a_run_without_message_is_queued_again(self, queued, clock, tick):
        clock.forward(minutes=3)
        tick()
        assert messages() == [("wagtail_easycars.tasks.carry_out_run", (queued.pk,))]

    def test_it_is_queued_again_once(self, queued, clock, tick):
        clock.forward(minutes=3)
        for _ in range(5):
            tick()
            clock.forward(minutes=1)
        assert len(messages()) == 1

    def test_a_run_that_was_just_queued_is_not(self, queued, clock, tick):
        clock.forward(minutes=1)
        tick()
        assert messages() == []

    def test_a_run_that_waits_in_a_long_queue_is_not(self, queued, clock, tick):
        OrmQ.objects.create(key="tests", payload="of another app", lock=clock.now)
        clock.forward(minutes=59)
        tick()
        assert OrmQ.objects.count() == 1
        clock.forward(minutes=2)
        tick()
        assert OrmQ.objects.count() == 2

    def test_how_long_it_has_waited_is_not_forgotten(self, queued, clock, tick):
        began = clock.now
        clock.forward(hours=2)
        tick()
        queued.refresh_from_db()
        assert (queued.queued_at, queued.requeued_at) == (began, clock.now)

    def test_a_run_that_a_command_is_about_to_begin_is_nothing_that_waits(self, easycars):
        new_run(easycars.site, SyncRun.Kind.LEADS, trigger=SyncRun.Trigger.COMMAND)
        assert not SyncRun.objects.exists()

    def test_a_run_that_another_one_carries_out_is_not_deleted_by_who_comes_too_late(
        self, queued, clock
    ):
        hold(queued)
        SyncRun.objects.update(status=SyncRun.Status.RUNNING, started_at=clock.now)
        with pytest.raises(RunUnderWay), running(queued):
            pytest.fail("It has begun twice.")
        assert SyncRun.objects.get().status == SyncRun.Status.RUNNING

    def test_without_a_queue_none_is_asked(self, queued, clock, tick, settings, monkeypatch):
        def is_down():
            raise ConnectionError("no Redis here")

        monkeypatch.setattr("wagtail_easycars.schedule.recovery.is_queue_empty", is_down)
        settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "USE_JOB_QUEUE": False}
        clock.forward(minutes=3)
        tick()

    def test_a_message_too_many_does_nothing(self, queued, clock, tick):
        clock.forward(minutes=3)
        tick()
        carry_out_run(queued.pk)
        assert status_of(queued) == SyncRun.Status.WARNING
        carry_out_run(queued.pk)
        assert SyncRun.objects.filter(kind=SyncRun.Kind.STOCK).count() == 1

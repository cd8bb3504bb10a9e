"""A run whose process is told to stop (SIGTERM) ends between two batches, and says so."""

from __future__ import annotations

import signal
import threading

import pytest
from django.core.management import get_commands
from django.db import connection

from tests.torture.feeds import plain_items
from wagtail_easycars.models import SyncLease, SyncRun, Vehicle
from wagtail_easycars.runs.lifecycle import create_run, finish, running
from wagtail_easycars.runs.stopping import (
    EXIT_STATUS,
    end_if_told,
    ending_at_checks_only,
    share_note,
    stoppable,
)
from wagtail_easycars.signals import sync_finished
from wagtail_easycars.stock.sync import sync_stock
from wagtail_easycars.tasks import carry_out_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(sandbox, easycars, settings):
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "BATCH_SIZE": 2}
    sandbox.set_stock("harbour", plain_items(6))
    return create_run(easycars.site, SyncRun.Kind.STOCK, trigger=SyncRun.Trigger.COMMAND)


def tell(run=None):
    signal.raise_signal(signal.SIGTERM)


def stop_after_first_batch(run):
    with pytest.raises(SystemExit) as end:
        sync_stock(run, progress=tell)
    run.refresh_from_db()
    return end.value.code


def test_it_ends_as_interrupted_and_keeps_whole_batches(run):
    assert stop_after_first_batch(run) == EXIT_STATUS == 143
    assert (run.status, run.done) == (SyncRun.Status.FAILED, 2)
    assert "interrupted" in run.error
    assert Vehicle.objects.count() == 2
    assert SyncLease.objects.get().holder == ""


def test_the_next_run_does_the_rest(run, sync):
    stop_after_first_batch(run)
    assert sync().status == SyncRun.Status.SUCCESS
    assert Vehicle.objects.count() == 6


def test_a_batch_that_is_being_written_is_written_to_its_end(run):
    def tell_amid(execute, sql, *args):
        if sql.startswith("INSERT INTO") and Vehicle._meta.db_table in sql:
            tell()
        return execute(sql, *args)

    with pytest.raises(SystemExit), connection.execute_wrapper(tell_amid):
        sync_stock(run)
    assert Vehicle.objects.count() == 2


def test_the_signal_is_what_it_was_after_a_run(run):
    before = signal.getsignal(signal.SIGTERM)
    sync_stock(run)
    assert signal.getsignal(signal.SIGTERM) == before


def test_who_has_plans_of_its_own_for_the_signal_keeps_them(run):
    told = []
    before = signal.signal(signal.SIGTERM, lambda *args: told.append(args))
    try:
        sync_stock(run, progress=tell)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert told
    assert SyncRun.objects.get(pk=run.pk).status == SyncRun.Status.SUCCESS


def test_a_signal_that_comes_at_the_end_ends_the_process_after_the_run():
    done = []
    with pytest.raises(SystemExit), stoppable():
        tell()
        done.append("recorded")
    assert done == ["recorded"]


def test_in_a_thread_nothing_changes():
    handlers = []

    def look():
        with stoppable():
            handlers.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert handlers == [signal.getsignal(signal.SIGTERM)]


@pytest.fixture
def ending_cluster(monkeypatch):
    monkeypatch.setattr("wagtail_easycars.runs.stopping._note", None)
    share_note().write()


def test_a_worker_whose_cluster_stops_leaves_what_is_queued(ending_cluster, run):
    carry_out_run(run.pk)
    run.refresh_from_db()
    assert run.status == SyncRun.Status.QUEUED


def test_a_worker_outlives_a_run_that_its_clusters_end_has_ended(run, monkeypatch):
    """It has to empty the queue, or the cluster would wait for ever."""
    monkeypatch.setattr("wagtail_easycars.runs.stopping._note", None)

    def end_amid(*args, **kwargs):
        share_note().write()
        raise SystemExit(EXIT_STATUS)

    monkeypatch.setattr("wagtail_easycars.stock.sync.fetch_stock", end_amid)
    carry_out_run(run.pk)
    run.refresh_from_db()
    assert run.status == SyncRun.Status.FAILED
    assert "interrupted" in run.error


def test_a_worker_that_is_told_by_itself_ends(run, monkeypatch):
    def end_amid(*args, **kwargs):
        raise SystemExit(EXIT_STATUS)

    monkeypatch.setattr("wagtail_easycars.stock.sync.fetch_stock", end_amid)
    with pytest.raises(SystemExit):
        carry_out_run(run.pk)


def test_what_must_be_recorded_is_before_the_process_ends():
    recorded = []
    with pytest.raises(SystemExit), stoppable() as stop, stop.allowed():
        with ending_at_checks_only():
            tell()
            recorded.append("the answer")
        end_if_told()
        recorded.append("the next call")
    assert recorded == ["the answer"]


def test_a_run_that_is_told_to_stop_after_its_end_has_succeeded(
    run, django_capture_on_commit_callbacks
):
    heard = []

    def listen(run, error, **kwargs):
        heard.append((run.status, error))

    sync_finished.connect(listen)
    try:
        with (
            pytest.raises(SystemExit),
            django_capture_on_commit_callbacks(execute=True),
            running(run),
        ):
            finish(run, [])
            raise SystemExit(EXIT_STATUS)
    finally:
        sync_finished.disconnect(listen)
    run.refresh_from_db()
    assert run.status == SyncRun.Status.SUCCESS
    assert heard == [(SyncRun.Status.SUCCESS, None)]


def test_the_cluster_is_started_by_our_command():
    assert get_commands()["qcluster"] == "wagtail_easycars"

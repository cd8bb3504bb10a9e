"""A real cluster that is told to stop in the middle of a run, or loses a worker that is idle."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from tests.schedule.installation import Installation, let_minutes_pass, wait_until
from tests.torture.feeds import plain_items
from wagtail_easycars.sandbox import Sandbox

pytestmark = pytest.mark.slow

VEHICLES = 600
BATCH_SIZE = 5
# For how many seconds a cluster may take to end: a batch, and what django-q2 itself waits for.
SECONDS_TO_END = 15
# For how many seconds a cluster that goes on may take to do what is queued.
SECONDS_TO_GO_ON = 40


@pytest.fixture
def sandbox():
    with Sandbox(catalogue=False) as sandbox:
        yield sandbox


@pytest.fixture
def installation(tmp_path, sandbox):
    return Installation(tmp_path, sandbox, schedule="", batch_size=BATCH_SIZE)


def runs(installation):
    return installation.execute(
        "SELECT status, error, done FROM wagtail_easycars_syncrun WHERE kind = 'stock'"
    )


def is_amid_a_run(installation):
    return any(status == "running" and done > 50 for status, _error, done in runs(installation))


def count_vehicles(installation):
    [(count,)] = installation.execute("SELECT COUNT(*) FROM wagtail_easycars_vehicle")
    return count


def assert_run_is_interrupted(installation):
    [(status, error, done)] = runs(installation)
    assert (status, done > 50) == ("failed", True)
    assert "interrupted" in error
    assert installation.execute("SELECT DISTINCT holder FROM wagtail_easycars_synclease") == [("",)]
    assert count_vehicles(installation) % BATCH_SIZE == 0


def test_a_cluster_that_is_told_to_stop_ends_between_two_batches(installation, sandbox):
    sandbox.set_stock("harbour", plain_items(VEHICLES))
    with installation.cluster() as process:
        installation.queue_run()
        wait_until(lambda: is_amid_a_run(installation))
        told_at = time.monotonic()
        process.terminate()
        assert process.wait(timeout=SECONDS_TO_END) == 0
        print(f"ended after {time.monotonic() - told_at:.1f} s")

    assert_run_is_interrupted(installation)
    assert installation.manage("easycars_sync", "stock", "--site", "localhost").returncode == 0
    assert count_vehicles(installation) == VEHICLES


def test_so_does_one_whose_workers_are_all_busy_and_whose_queue_is_full(installation, sandbox):
    sandbox.fail("hang", "GetAdvertisementStocks", times=2, seconds=60)
    with installation.cluster() as process:
        installation.queue_run()
        installation.queue_run("comparison")
        wait_until(lambda: count_running(installation) == 2)
        installation.fill_queue()
        process.terminate()
        assert process.wait(timeout=SECONDS_TO_END) == 0

    assert count_running(installation) == 0


def count_running(installation):
    [(count,)] = installation.execute(
        "SELECT COUNT(*) FROM wagtail_easycars_syncrun WHERE status = 'running'"
        " AND started_at IS NOT NULL"
    )
    return count


def test_so_does_a_run_where_all_processes_of_the_cluster_are_told(installation, sandbox):
    sandbox.set_stock("harbour", plain_items(VEHICLES))
    with installation.cluster() as process:
        installation.queue_run()
        wait_until(lambda: is_amid_a_run(installation))
        os.killpg(process.pid, signal.SIGTERM)
        wait_until(lambda: runs(installation)[0][0] != "running")

        assert_run_is_interrupted(installation)


def children_of(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def find_idle_worker(process):
    """Return the worker that waits for a task, and so keeps the lock of the queue.

    All others wait for that lock, and for ever where this one is killed.
    """
    [guard] = children_of(process.pid)
    workers = children_of(guard)[:2]  # The guard makes them first.
    reading = [pid for pid in workers if "pipe_read" in Path(f"/proc/{pid}/wchan").read_text()]
    return (reading or workers)[0]


def has_worked(installation, before):
    deadline = time.monotonic() + SECONDS_TO_GO_ON
    while time.monotonic() < deadline:
        if installation.count_runs() > before:
            return True
        time.sleep(0.5)
    return False


def test_a_cluster_whose_idle_worker_was_killed_goes_on_or_is_noticed(installation, sandbox):
    sandbox.set_stock("harbour", plain_items(3))
    with installation.cluster() as process:
        installation.queue_run()
        wait_until(lambda: installation.count_runs() == 1)
        os.kill(find_idle_worker(process), signal.SIGKILL)
        wait_until(lambda: "after death" in installation.log.read_text())
        installation.queue_run()
        goes_on = has_worked(installation, before=1)
        print("the cluster goes on" if goes_on else "the cluster is stuck")
        if goes_on:
            return
        let_minutes_pass(installation, 11)
        health = installation.health()
        assert health["exit"] == 1
        assert health["troubles"][0]["kind"] == "no_tick"

        assert installation.manage("easycars_tick").returncode == 0

        assert installation.count_runs() == 2
        assert installation.health()["exit"] == 0

"""A real cluster of django-q2, which is stopped by a row that it cannot read, and killed."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.torture.feeds import plain_items
from wagtail_easycars.sandbox import Sandbox
from wagtail_easycars.sandbox.accounts import ACCOUNTS

pytestmark = pytest.mark.slow

# Two runs that are due each minute begin within three minutes; the rest is for a busy machine.
PATIENCE = 480


class Installation:
    """A site on SQLite whose stock is due each minute, without any process at work."""

    def __init__(self, folder, sandbox):
        self.database = folder / "cluster.sqlite3"
        self.log = folder / "cluster.log"
        self._environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.schedule.cluster_settings",
            "EASYCARS_CLUSTER_DATABASE": str(self.database),
            "EASYCARS_CLUSTER_URL": sandbox.base_url,
        }
        self.manage("migrate", "--verbosity", "0")
        settings = {**ACCOUNTS["harbour"].as_settings(), "stock_schedule": "1m"}
        self.manage("easycars_configure", "--site", "localhost", "--json", "-", given=settings)

    def manage(self, *arguments, given=None):
        return subprocess.run(
            [sys.executable, "-m", "django", *arguments],
            **self._where(),
            input=json.dumps(given) if given else None,
            capture_output=True,
            text=True,
            check=False,
        )

    def health(self):
        outcome = self.manage("easycars_health", "--json")
        return {"exit": outcome.returncode, **json.loads(outcome.stdout)}

    @contextmanager
    def cluster(self):
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "django", "qcluster"],
                **self._where(),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def execute(self, sql, *values):
        with sqlite3.connect(self.database, timeout=30) as connection:
            return connection.execute(sql, values).fetchall()

    def count_runs(self, status="success"):
        sql = "SELECT COUNT(*) FROM wagtail_easycars_syncrun WHERE kind = 'stock' AND status = ?"
        return self.execute(sql, status)[0][0]

    def _where(self):
        return {"cwd": Path(__file__).parents[2], "env": self._environment}


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    with Sandbox(catalogue=False) as sandbox:
        sandbox.set_stock("harbour", plain_items(3))
        yield Installation(tmp_path_factory.mktemp("cluster"), sandbox)


def wait_until(condition):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "in vain"
        time.sleep(0.5)


def spoil_the_queue(installation):
    """Add a schedule of another app that no cluster can read."""
    an_hour_ago = (datetime.now(UTC) - timedelta(hours=1)).strftime("%Y-%m-%d %H:%M:%S")
    installation.execute(
        "INSERT INTO django_q_schedule (name, func, args, schedule_type, repeats, next_run)"
        " VALUES ('nightly', 'another.app', 'not python (', 'D', -1, ?)",
        an_hour_ago,
    )


def let_minutes_pass(installation, minutes):
    then = (datetime.now(UTC) - timedelta(minutes=minutes)).strftime("%Y-%m-%d %H:%M:%S")
    installation.execute("UPDATE wagtail_easycars_tick SET finished_at = ?", then)
    installation.execute("UPDATE wagtail_easycars_syncschedule SET next_due_at = ?", then)


def test_a_cluster_starts_what_is_due_by_itself(installation):
    with installation.cluster():
        wait_until(lambda: installation.count_runs() >= 2)
    assert installation.count_runs("failed") == 0


def test_a_cluster_that_was_killed_goes_on_where_it_was(installation):
    before = installation.count_runs()
    with installation.cluster():
        wait_until(lambda: installation.count_runs() > before)
    assert installation.execute(
        "SELECT COUNT(*) FROM django_q_schedule WHERE func = 'wagtail_easycars.tasks.tick'"
    ) == [(1,)]


def test_a_cluster_that_is_stuck_is_noticed_and_done_without(installation):
    with installation.cluster():
        spoil_the_queue(installation)
        wait_until(lambda: "Could not create task from schedule" in installation.log.read_text())
        let_minutes_pass(installation, 11)
        health = installation.health()
        assert health["exit"] == 1
        assert "nightly" in health["troubles"][0]["description"]
        before = installation.count_runs()

        assert installation.manage("easycars_tick").returncode == 0

        assert installation.count_runs() == before + 1
        assert installation.health()["exit"] == 0

"""A site with a real cluster of django-q2, on SQLite in a file."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from wagtail_easycars.sandbox.accounts import ACCOUNTS

# Two runs that are due each minute begin within three minutes; the rest is for a busy machine.
PATIENCE = 480


QUEUE_RUN = """
from wagtail.models import Site
from wagtail_easycars.runs.lifecycle import create_run
from wagtail_easycars.runs.queue import enqueue_run
enqueue_run(create_run(Site.objects.get(hostname="localhost"), "{kind}", trigger="command"))
"""
QUEUE_NOTHING = """
from django_q.tasks import async_task
for number in range(20):
    async_task("wagtail_easycars.tasks.carry_out_run", 4711)
"""


class Installation:
    """A site on SQLite whose stock is due by ``schedule``, without any process at work."""

    def __init__(self, folder, sandbox, *, schedule="1m", batch_size=1000):
        self.database = folder / "cluster.sqlite3"
        self.log = folder / "cluster.log"
        self._environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.schedule.cluster_settings",
            "EASYCARS_CLUSTER_DATABASE": str(self.database),
            "EASYCARS_CLUSTER_URL": sandbox.base_url,
            "EASYCARS_CLUSTER_BATCH_SIZE": str(batch_size),
        }
        self.manage("migrate", "--verbosity", "0")
        settings = {**ACCOUNTS["harbour"].as_settings(), "stock_schedule": schedule}
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
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def execute(self, sql, *values):
        with sqlite3.connect(self.database, timeout=30) as connection:
            return connection.execute(sql, values).fetchall()

    def count_runs(self, status="success"):
        sql = "SELECT COUNT(*) FROM wagtail_easycars_syncrun WHERE kind = 'stock' AND status = ?"
        return self.execute(sql, status)[0][0]

    def queue_run(self, kind="stock"):
        """Have the cluster carry out a run now, as a button does."""
        self._shell(QUEUE_RUN.format(kind=kind))

    def fill_queue(self):
        """Have more messages wait than the cluster's workers can take at once."""
        self._shell(QUEUE_NOTHING)

    def _shell(self, code):
        outcome = self.manage("shell", "--command", code)
        assert outcome.returncode == 0, outcome.stderr

    def _where(self):
        return {"cwd": Path(__file__).parents[2], "env": self._environment}


def wait_until(condition):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "in vain"
        time.sleep(0.5)


def let_minutes_pass(installation, minutes):
    then = (datetime.now(UTC) - timedelta(minutes=minutes)).strftime("%Y-%m-%d %H:%M:%S")
    installation.execute("UPDATE wagtail_easycars_tick SET finished_at = ?", then)
    installation.execute("UPDATE wagtail_easycars_syncschedule SET next_due_at = ?", then)

"""A real cluster of django-q2, which is stopped by a row that it cannot read, and killed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.schedule.installation import Installation, let_minutes_pass, wait_until
from tests.torture.feeds import plain_items
from wagtail_easycars.sandbox import Sandbox

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    with Sandbox(catalogue=False) as sandbox:
        sandbox.set_stock("harbour", plain_items(3))
        yield Installation(tmp_path_factory.mktemp("cluster"), sandbox)


def spoil_the_queue(installation):
    """Add a schedule of another app that no cluster can read."""
    an_hour_ago = (datetime.now(UTC) - timedelta(hours=1)).strftime("%Y-%m-%d %H:%M:%S")
    installation.execute(
        "INSERT INTO django_q_schedule (name, func, args, schedule_type, repeats, next_run)"
        " VALUES ('nightly', 'another.app', 'not python (', 'D', -1, ?)",
        an_hour_ago,
    )


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

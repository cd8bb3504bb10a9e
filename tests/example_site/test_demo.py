"""The demo command as a user starts and stops it."""

import os
import re
import signal
import sqlite3
import stat
from contextlib import closing, suppress

import pytest

from tests.example_site.demo_process import (
    COUNTS,
    DemoProcess,
    count_tasks,
    processes_of,
    queue_processes_of,
    wait_until_gone,
)

# One demo serves most of them.
pytestmark = pytest.mark.xdist_group("demo")

SECRET_FILES = ("admin-password", "encryption-key", "secret-key")


def test_it_prints_addresses_and_the_admins_login(served):
    said = "\n".join(served.process.lines)

    assert f"http://localhost:{served.port}/" in said
    assert f"http://outback.localhost:{served.port}/vehicles/" in said
    assert re.search(r"User +admin", said)
    assert (served.data_dir / "admin-password").read_text().strip() in said


def test_it_counts_vehicles_and_pages_in_the_database(served):
    with sqlite3.connect(served.data_dir / "demo.sqlite3") as database:
        [[vehicles]] = database.execute("SELECT COUNT(*) FROM wagtail_easycars_vehicle")
        [[pages]] = database.execute("SELECT COUNT(*) FROM wagtail_easycars_pages_vehiclepage")

    assert vehicles == 87
    assert f"{vehicles} vehicles, {pages} pages" in served.process.lines


def test_the_job_queue_did_the_work(served):
    with sqlite3.connect(served.data_dir / "demo.sqlite3") as database:
        runs = database.execute(
            "SELECT status FROM wagtail_easycars_syncrun"
            " WHERE kind = 'stock' AND trigger = 'command' ORDER BY id"
        ).fetchall()

    assert runs[:2] == [("success",)] * 2
    assert count_tasks(served.data_dir) >= 2


def test_the_admin_has_something_to_decide_to_mend_and_to_answer(served):
    with sqlite3.connect(served.data_dir / "demo.sqlite3") as database:
        [[held]] = database.execute(
            "SELECT COUNT(*) FROM wagtail_easycars_syncchange WHERE action = 'held'"
        )
        [[failed]] = database.execute(
            "SELECT COUNT(*) FROM wagtail_easycars_syncchange WHERE action = 'failed'"
            " AND vehicle_id IS NOT NULL"
        )
        leads = database.execute("SELECT delivery FROM wagtail_easycars_lead").fetchall()

    assert held == 7
    assert failed == 1
    assert sorted(leads) == [("delivered",), ("delivered",), ("rejected",)]


@pytest.mark.parametrize("name", SECRET_FILES)
def test_its_keys_are_its_own_and_only_the_owner_reads_them(served, name):
    path = served.data_dir / name

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_nobody_but_the_owner_reads_what_it_writes(served):
    modes = {}
    for path in served.data_dir.rglob("*"):
        with suppress(FileNotFoundError):  # SQLite removes its own files at any time
            modes[path.name] = path.stat().st_mode

    assert {"demo.sqlite3", "qcluster.log", "lock"} <= modes.keys()
    assert [name for name, mode in modes.items() if mode & 0o077] == []


def test_a_second_demo_on_the_same_data_is_refused(served):
    second = DemoProcess(served.data_dir, "--once")

    assert second.wait() == 1
    assert second.lines == [
        f"CommandError: A demo is running already in {served.data_dir}. Stop it first with Ctrl-C."
    ]


def test_a_port_that_is_taken_is_named_with_what_to_do(served, tmp_path):
    demo = DemoProcess(tmp_path / "new", "--port", str(served.port))

    assert demo.wait() == 1
    assert demo.lines == [
        f"CommandError: Port {served.port} is in use or not allowed. Stop what uses it, or choose "
        f"another one: make demo PORT={served.port + 1}"
    ]
    # Made before anything else, and closed to others.
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


@pytest.mark.slow
def test_once_ends_by_itself_with_the_counts_and_a_second_time_changes_nothing(tmp_path):
    ports = set()
    for outcome in ("63 new", "63 unchanged"):
        demo = DemoProcess(tmp_path, "--once")

        assert demo.wait() == 0
        ports.add(demo.get_port())
        assert COUNTS.fullmatch(demo.lines[-1])
        assert any(outcome in line for line in demo.lines)
        assert processes_of(tmp_path) == {}
    assert len(ports) == 1


@pytest.mark.long
def test_two_that_start_at_once_do_not_get_into_each_others_way(tmp_path):
    demos = [DemoProcess(tmp_path / name, "--once") for name in ("one", "other")]

    assert [demo.wait() for demo in demos] == [0, 0]
    assert [demo.lines[-1] for demo in demos] == ["87 vehicles, 87 pages"] * 2
    assert demos[0].get_port() != demos[1].get_port()


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(signal.SIGTERM, marks=pytest.mark.slow),
        pytest.param(signal.SIGINT, marks=pytest.mark.long),
        pytest.param(signal.SIGKILL, marks=pytest.mark.slow),
    ],
)
def test_no_process_outlives_the_demo_however_it_ends(tmp_path, number):
    demo = DemoProcess(tmp_path)
    demo.wait_for_line("Stop it with")
    assert len(processes_of(tmp_path)) > 6

    demo.process.send_signal(number)

    assert demo.wait() == (-number if number == signal.SIGKILL else 0)
    assert wait_until_gone(tmp_path) == {}


@pytest.mark.slow
def test_a_job_queue_that_dies_is_reported_with_where_to_look(tmp_path):
    demo = DemoProcess(tmp_path, "--once")
    # The queue was started before the first site was set up.
    demo.wait_for_line("Setting up Outback")

    for pid in queue_processes_of(tmp_path):
        os.kill(pid, signal.SIGKILL)

    assert demo.wait() == 1
    assert demo.lines[-1].startswith("CommandError: 'qcluster' has ended unexpectedly.")
    assert f"See {tmp_path / 'qcluster.log'}" in demo.lines[-1]
    assert wait_until_gone(tmp_path) == {}


@pytest.mark.long
def test_a_demo_that_was_killed_while_starting_can_be_started_again(tmp_path):
    killed = DemoProcess(tmp_path, "--once")
    killed.wait_for_line("Synchronising the stock")
    killed.process.kill()
    killed.wait()
    assert wait_until_gone(tmp_path) == {}

    again = DemoProcess(tmp_path, "--once")

    assert again.wait() == 0
    assert again.lines[-1] == "87 vehicles, 87 pages"


@pytest.mark.long
def test_pictures_that_the_killed_demo_could_not_fetch_are_tried_at_once(tmp_path):
    killed = DemoProcess(tmp_path)
    killed.wait_for_line("Stop it with")
    killed.process.kill()
    killed.wait()
    assert wait_until_gone(tmp_path) == {}
    with closing(sqlite3.connect(tmp_path / "demo.sqlite3")) as database, database:
        put_off = "UPDATE wagtail_easycars_imagesource SET stored_image_id = NULL, next_attempt_at"
        assert database.execute(f"{put_off} = '2099-01-01'").rowcount > 0

    assert DemoProcess(tmp_path, "--once").wait() == 0

    with closing(sqlite3.connect(tmp_path / "demo.sqlite3")) as database:
        waits = database.execute("SELECT max(next_attempt_at) FROM wagtail_easycars_imagesource")
        assert (waits.fetchone()[0] or "") < "2099"

"""Real processes, killed with SIGKILL at random moments, on the database of the test run."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.torture.days import first_day, next_day
from wagtail_easycars.sandbox import Sandbox

pytestmark = pytest.mark.slow

DATABASE = os.environ.get("EASYCARS_TEST_DATABASE", "sqlite")
KILLS = int(os.environ.get("EASYCARS_TORTURE_KILLS", "60"))
KILLED = -9


class TortureProcess:
    def __init__(
        self,
        database,
        url,
        *,
        module="tests.torture.process",
        settings="tests.torture.kill_settings",
    ):
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": settings,
            "EASYCARS_TORTURE_DATABASE": str(database),
            "EASYCARS_TORTURE_URL": url,
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", module],
            cwd=Path(__file__).parents[2],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, **request):
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, f"the process ended at {request}"
        return json.loads(answer)

    def close(self):
        self._process.stdin.close()
        self._process.wait(timeout=60)


@pytest.fixture
def process(tmp_path):
    with Sandbox(catalogue=False) as sandbox:
        name = tmp_path / "torture.sqlite3" if DATABASE == "sqlite" else "easycars_torture"
        process = TortureProcess(name, sandbox.base_url)
        process.sandbox = sandbox
        process.ask(do="prepare", accounts=["harbour", "outback"])
        yield process
        process.ask(do="destroy")
        process.close()


def test_a_sync_that_is_killed_converges(process):
    """The outback's runs are left alone; the harbour's are killed, and end in the same state."""
    dice = random.Random(20)
    items = first_day(60)
    kills = in_time = day = 0
    while kills < KILLS:
        for account in ("harbour", "outback"):
            process.sandbox.set_stock(account, items)
        undisturbed = process.ask(do="sync", site="outback.example")
        assert undisturbed["exit"] == 0
        for _ in range(dice.choice((1, 1, 2, 3))):
            moment = dice.uniform(0, undisturbed["seconds"])
            killed = process.ask(do="sync", site="harbour.example", kill_after=moment)
            kills += killed["exit"] == KILLED
            in_time += killed["exit"] == 0
        assert process.ask(do="sync", site="harbour.example")["exit"] == 0
        expected = process.ask(do="state", site="outback.example")
        harbour = process.ask(do="state", site="harbour.example")
        assert harbour["problems"] == [[], [], [], [], []]
        assert "running" not in harbour["runs"]
        assert harbour["state"] == expected["state"], (day, kills)
        day += 1
        items = next_day(items, day)
    print(f"{DATABASE}: {kills} kills over {day} days, {in_time} ended before they could be killed")


def test_of_processes_that_start_at_once_one_writes_and_the_others_are_told(process):
    items = first_day(60)
    for day in range(1, 6):
        for account in ("harbour", "outback"):
            process.sandbox.set_stock(account, items)
        assert process.ask(do="sync", site="outback.example")["exit"] == 0
        exits = process.ask(do="race", site="harbour.example", children=4)["exits"]
        assert set(exits) <= {0, 1}
        assert exits[0] == 0
        expected = process.ask(do="state", site="outback.example")
        harbour = process.ask(do="state", site="harbour.example")
        assert harbour["problems"] == [[], [], [], [], []]
        assert set(harbour["runs"]) <= {"success", "warning"}
        assert harbour["state"] == expected["state"]
        items = next_day(items, day)

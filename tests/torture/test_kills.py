"""Real processes, killed with SIGKILL at random moments, on the database of the test run."""

import os
import random

import pytest

from tests.torture.days import first_day, next_day
from tests.torture.torture_process import DATABASE, KILLED, torture_process

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("EASYCARS_TORTURE_KILLS", "60"))


@pytest.fixture
def process(tmp_path):
    with torture_process(tmp_path, accounts=["harbour", "outback"]) as process:
        yield process


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

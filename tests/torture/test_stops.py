"""Real processes that are told to stop (SIGTERM) at random moments, as at each deployment."""

from __future__ import annotations

import os
import random
import signal
from collections import Counter

import pytest

from tests.torture.days import first_day, next_day
from tests.torture.torture_process import DATABASE, torture_process
from wagtail_easycars.runs.stopping import EXIT_STATUS

pytestmark = pytest.mark.long

STOPS = int(os.environ.get("EASYCARS_TORTURE_STOPS", "10"))
HARBOUR, OUTBACK = "harbour.example", "outback.example"
# A batch, on a busy machine.
SECONDS_TO_END = 5


@pytest.fixture
def process(tmp_path):
    with torture_process(tmp_path, accounts=["harbour", "outback"]) as process:
        yield process


def test_a_sync_that_is_told_to_stop_leaves_nothing_running_and_converges(process):
    dice = random.Random(20)
    items = first_day(60)
    exits, slowest, day = Counter(), 0.0, 0
    while exits[EXIT_STATUS] < STOPS:
        for account in ("harbour", "outback"):
            process.sandbox.set_stock(account, items)
        undisturbed = process.ask(do="sync", site=OUTBACK)
        assert undisturbed["exit"] == 0
        moment = dice.uniform(0, undisturbed["seconds"])
        told = process.ask(do="sync", site=HARBOUR, kill_after=moment, number=signal.SIGTERM)
        exits[told["exit"]] += 1
        slowest = max(slowest, told["to_end"])
        if told["exit"] == EXIT_STATUS:
            harbour = process.ask(do="state", site=HARBOUR)
            assert "running" not in harbour["runs"]
        assert process.ask(do="sync", site=HARBOUR)["exit"] == 0
        harbour, outback = (process.ask(do="state", site=site) for site in (HARBOUR, OUTBACK))
        assert harbour["problems"] == [[], [], [], [], []]
        assert "running" not in harbour["runs"]
        assert harbour["state"] == outback["state"], (day, told)
        day += 1
        items = next_day(items, day)
    print(f"{DATABASE}: exit statuses {dict(exits)}, the slowest end took {slowest:.2f} s")
    assert slowest < SECONDS_TO_END
    assert set(exits) <= {0, EXIT_STATUS, -signal.SIGTERM}


def test_it_does_not_wait_for_an_easycars_that_is_silent(process):
    process.sandbox.set_stock("harbour", first_day(30))
    process.sandbox.fail("hang", "GetAdvertisementStocks", seconds=60)
    told = process.ask(do="sync", site=HARBOUR, kill_after=2, number=signal.SIGTERM)
    assert (told["exit"], told["to_end"] < SECONDS_TO_END) == (EXIT_STATUS, True)
    last = process.ask(do="state", site=HARBOUR)["last"]
    assert (last["status"], "interrupted" in last["error"]) == ("failed", True)

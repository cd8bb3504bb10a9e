"""Real processes, stopped at random moments for longer than their lease, which another one takes.

What a stopped process was doing decides what can happen. Within a transaction, the database keeps
the lease for it: whoever wants to take over waits until the first has gone on and committed, and
then either has the lease, or is told that a run is under way. Outside of one, the second does all
there is to do; half of the times the first goes on while the second is at work, half of the times
afterwards, and then no row of any table may change.
"""

from __future__ import annotations

import os
import random
from collections import Counter

import pytest

from tests.torture.days import first_day, next_day
from tests.torture.torture_process import DATABASE, torture_process

pytestmark = pytest.mark.long

MOMENTS = ("between", "within a transaction", "over")
# The part of a run before which it has hardly begun.
BEGINNING = 0.2
PAUSES = int(os.environ.get("EASYCARS_TORTURE_PAUSES", "6"))
HARBOUR, OUTBACK = "harbour.example", "outback.example"


@pytest.fixture
def process(tmp_path):
    with torture_process(
        tmp_path,
        module="tests.torture.pause_process",
        settings="tests.torture.pause_settings",
        accounts=["harbour", "outback"],
    ) as process:
        yield process


def was_replaced(outcome):
    """Return whether the first process lost its run to the second."""
    if outcome["moment"] == "over" or outcome["first"] is None:
        return False
    run = outcome["first"]
    told = "interrupted" in run["error"] or "taken over" in run["error"]
    return run["status"] == "failed" and told


def assert_nothing_was_written_late(outcome):
    assert outcome["exits"] == [1, 0], outcome
    assert outcome["late_writes"] == [], outcome
    assert outcome.get("changed", []) == [], outcome


def test_who_was_replaced_while_it_was_stopped_writes_nothing_more(process):
    """The outback's runs are left alone; the harbour's are stopped, and end in the same state."""
    dice = random.Random(20)
    items = first_day(60)
    tally = Counter()
    day = 0
    while tally["replaced"] < PAUSES:
        for account in ("harbour", "outback"):
            process.sandbox.set_stock(account, items)
        undisturbed = process.ask(do="sync", site=OUTBACK)
        assert undisturbed["exit"] == 0
        outcome = process.ask(
            do="pause",
            kind="stock",
            site=HARBOUR,
            stop_after=dice.uniform(BEGINNING, 1) * undisturbed["seconds"],
            resume_after=dice.choice((None, dice.uniform(0, undisturbed["seconds"]))),
        )
        tally[outcome["moment"]] += 1
        if was_replaced(outcome):
            tally["replaced"] += 1
            tally["compared row by row"] += "changed" in outcome
            assert_nothing_was_written_late(outcome)
        elif outcome["moment"] == "within a transaction":
            assert outcome["exits"][0] == 0, outcome
        assert process.ask(do="sync", site=HARBOUR)["exit"] == 0
        harbour, outback = (process.ask(do="state", site=site) for site in (HARBOUR, OUTBACK))
        assert harbour["problems"] == [[], [], [], [], []]
        assert "running" not in harbour["runs"]
        assert harbour["state"] == outback["state"], (day, outcome)
        day += 1
        items = next_day(items, day)
    print(f"{DATABASE}: {sum(tally[m] for m in MOMENTS)} pauses, {dict(tally)}; late writes 0")

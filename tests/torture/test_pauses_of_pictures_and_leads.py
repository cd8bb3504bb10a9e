"""Runs over pictures and leads in real processes that are stopped for longer than their lease."""

from __future__ import annotations

import os
import random
import time
from collections import Counter

import pytest

from tests.images.run.host import PictureHost
from tests.torture.test_pauses import (
    BEGINNING,
    HARBOUR,
    OUTBACK,
    assert_nothing_was_written_late,
    was_replaced,
)
from tests.torture.test_picture_kills import galleries, new_day
from tests.torture.torture_process import DATABASE, torture_process

pytestmark = pytest.mark.long

PAUSES = int(os.environ.get("EASYCARS_TORTURE_FEW_PAUSES", "3"))
LEADS_A_ROUND = 12
# What a sender may write of a lead though its run is another's: how its own attempt ended.
OF_ITS_ATTEMPT = {"wagtail_easycars_lead", "wagtail_easycars_leadattempt"}
ROUNDS_AT_MOST = 20


@pytest.fixture
def host():
    with PictureHost(latency=0.02) as host:
        yield host


def start(tmp_path, accounts):
    return torture_process(
        tmp_path,
        module="tests.torture.pause_process",
        settings="tests.torture.pause_settings",
        accounts=accounts,
        EASYCARS_TORTURE_MEDIA=str(tmp_path / "media"),
    )


def test_galleries_are_those_of_an_undisturbed_run(tmp_path, host):
    dice = random.Random(20)
    tally = Counter()
    day = 0
    with start(tmp_path, ["harbour", "outback"]) as process:
        while tally["replaced"] < PAUSES:
            new_day(process, host, day)
            undisturbed = process.ask(do="store", site=OUTBACK)
            assert undisturbed["exit"] == 0
            outcome = process.ask(
                do="pause",
                kind="images",
                site=HARBOUR,
                stop_after=dice.uniform(BEGINNING, 1) * undisturbed["seconds"],
                resume_after=dice.choice((None, dice.uniform(0, undisturbed["seconds"]))),
            )
            tally[outcome["moment"]] += 1
            if was_replaced(outcome):
                tally["replaced"] += 1
                assert_nothing_was_written_late(outcome)
            assert process.ask(do="store", site=HARBOUR)["exit"] == 0
            harbour = galleries(process, HARBOUR)
            assert harbour == galleries(process, OUTBACK), (day, outcome)
            assert all(all(pictures) for pictures in harbour.values())
            day += 1
    print(f"{DATABASE}: pauses of runs over pictures, {dict(tally)}")


def test_no_lead_is_lost_or_double_without_a_mark(tmp_path):
    dice = random.Random(20)
    tally = Counter()
    with start(tmp_path, ["harbour"]) as process:
        while tally["replaced"] < PAUSES:
            process.ask(do="enquire", count=LEADS_A_ROUND)
            outcome = process.ask(
                do="pause",
                kind="leads",
                site=HARBOUR,
                stop_after=dice.uniform(0.1, 0.6),
                resume_after=dice.choice((None, dice.uniform(0, 0.5))),
            )
            tally[outcome["moment"]] += 1
            if was_replaced(outcome):
                tally["replaced"] += 1
                assert set(outcome["late_writes"]) <= OF_ITS_ATTEMPT, outcome
        send_what_is_left(process)
        leads = process.ask(do="lead_state")["leads"]
        there = Counter(lead["ExternalID"] for lead in process.sandbox.leads("harbour"))
    assert {lead["is"] for lead in leads} == {"delivered"}
    double = [lead for lead in leads if there[lead["external_id"]] > 1]
    assert {lead["external_id"] for lead in leads} == set(there)
    assert all(lead["marked"] for lead in double)
    print(f"{DATABASE}: pauses of runs over leads, {dict(tally)}; {len(leads)} leads, lost 0")


def send_what_is_left(process):
    for _ in range(ROUNDS_AT_MOST):
        process.ask(do="mend")
        process.ask(do="send", senders=1)
        if {lead["is"] for lead in process.ask(do="lead_state")["leads"]} == {"delivered"}:
            return
        time.sleep(0.5)  # The claims of who was stopped have to run out.

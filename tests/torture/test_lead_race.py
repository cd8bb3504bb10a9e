"""Threads that start to send the same leads at one moment, on a database that is not in memory."""

import os
from collections import Counter

import pytest

from tests.torture.torture_process import DATABASE, torture_process

pytestmark = pytest.mark.slow

RACES = int(os.environ.get("EASYCARS_TORTURE_RACES", "200"))
SENDERS = 4
LEADS = 4


@pytest.fixture
def process(tmp_path):
    with torture_process(
        tmp_path, module="tests.torture.lead_process", accounts=["harbour"]
    ) as process:
        yield process


def test_of_many_senders_one_sends_each_lead(process):
    for race in range(1, RACES + 1):
        process.ask(do="enquire", count=LEADS)

        assert process.ask(do="send_in_threads", senders=SENDERS)["errors"] == [], race

        there = Counter(lead["ExternalID"] for lead in process.sandbox.leads("harbour"))
        assert len(there) == race * LEADS
        assert set(there.values()) == {1}, race
    state = process.ask(do="state")
    assert {lead["is"] for lead in state["leads"]} == {"delivered"}
    assert state["attempts"]["create: done"] == RACES * LEADS
    print(f"{DATABASE}: {RACES} races of {SENDERS} threads, {state['attempts']}")

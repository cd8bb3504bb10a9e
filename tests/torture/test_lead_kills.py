"""Leads through every fault, by senders that are killed: none lost, none double without a mark."""

import os
import time
from collections import Counter

import pytest

from tests.torture.torture_process import DATABASE, KILLED, torture_process

pytestmark = pytest.mark.long

LEADS = int(os.environ.get("EASYCARS_TORTURE_LEADS", "1000"))
KILLS = int(os.environ.get("EASYCARS_TORTURE_LEAD_KILLS", "100"))
SENDERS = 3
ROUNDS_AT_MOST = 60

# 30 in 100 calls of CreateLead, and some of each other call.
FAULTS = [
    ("CreateLead", 0.04, "reset", {}),
    ("CreateLead", 0.02, "hang_up", {}),
    ("CreateLead", 0.05, "answer_lost", {}),
    ("CreateLead", 0.02, "hang", {"seconds": 2}),
    ("CreateLead", 0.03, "hang_after", {"seconds": 2}),
    ("CreateLead", 0.02, "truncated", {}),
    ("CreateLead", 0.02, "cut_json", {}),
    ("CreateLead", 0.02, "html_page", {"processed": True}),
    ("CreateLead", 0.02, "status", {"status": 500}),
    ("CreateLead", 0.02, "status", {"status": 500, "processed": True}),
    ("CreateLead", 0.01, "code_9", {}),
    ("CreateLead", 0.02, "code_9", {"processed": True}),
    ("CreateLead", 0.01, "code_7", {}),
    ("CreateLead", 0.01, "code_1", {}),
    ("CreateLead", 0.02, "token_expired", {}),
    ("GetLeadDetail", 0.05, "reset", {}),
    ("GetLeadDetail", 0.03, "status", {"status": 500}),
    ("GetLeadDetail", 0.02, "hang", {"seconds": 2}),
    ("SearchContacts", 0.05, "reset", {}),
    ("SearchContacts", 0.02, "hang", {"seconds": 2}),
    ("LeadService/RequestToken", 0.05, "reset", {}),
    ("LeadService/RequestToken", 0.03, "status", {"status": 500}),
    (None, 0.02, "close_at_accept", {}),
]


@pytest.fixture
def senders(tmp_path):
    with torture_process(
        tmp_path,
        module="tests.torture.lead_process",
        settings="tests.torture.lead_kill_settings",
        accounts=["harbour"],
    ) as senders:
        yield senders


def test_no_lead_is_lost_and_none_is_double_without_a_mark(senders):
    sandbox = senders.sandbox
    for endpoint, probability, fault, options in FAULTS:
        sandbox.fail(fault, endpoint, probability=probability, **options)
    kills, enquiries = send_and_kill(senders)
    send_through_faults(senders)
    faults = [call.fault is not None for call in sandbox.calls if call.endpoint == "CreateLead"]
    sandbox.heal()
    rounds = send_what_is_left(senders)

    state = senders.ask(do="state")
    there = Counter(lead["ExternalID"] for lead in sandbox.leads("harbour"))
    lost = [lead for lead in state["leads"] if lead["external_id"] not in there]
    double = [lead for lead in state["leads"] if there[lead["external_id"]] > 1]
    numbers = {lead["LeadNumber"]: lead["ExternalID"] for lead in sandbox.leads("harbour")}
    print(
        f"{DATABASE}: {len(state['leads'])} leads, {kills} kills, faults in "
        f"{sum(faults)} of {len(faults)} calls of CreateLead, {rounds} rounds afterwards; "
        f"lost {len(lost)}, double {len(double)}, of these without a mark "
        f"{sum(not lead['marked'] for lead in double)}; "
        f"marked {sum(lead['marked'] for lead in state['leads'])}, "
        f"found by the search {state['attempts'].get('find: done', 0)}; {state['attempts']}"
    )
    assert len(state["leads"]) == enquiries
    assert kills >= KILLS
    assert {lead["is"] for lead in state["leads"]} == {"delivered"}
    assert lost == []
    assert [lead for lead in double if not lead["marked"]] == []
    for lead in state["leads"]:
        assert numbers[lead["lead_number"]] == lead["external_id"]


def send_and_kill(senders):
    """Let enquiries come in while senders work and die; return how many died, and came in.

    They go on coming until enough have died: who has nothing to send has ended before it is killed.
    """
    kills = enquiries = 0
    coming = -(-LEADS // (KILLS // SENDERS + 1))
    while kills < KILLS or enquiries < LEADS:
        senders.ask(do="enquire", count=coming)
        enquiries += coming
        exits = senders.ask(do="send", senders=SENDERS, kill_within=2.5)["exits"]
        kills += exits.count(KILLED)
        assert set(exits) <= {0, KILLED}
    return kills, enquiries


def send_through_faults(senders):
    """Send until few leads are left."""
    for _ in range(ROUNDS_AT_MOST):
        senders.ask(do="send", senders=SENDERS)
        states = [lead["is"] for lead in senders.ask(do="state")["leads"]]
        if states.count("delivered") >= 0.95 * len(states):
            return


def send_what_is_left(senders):
    """Send until all is delivered, with refused leads sent again as a person would do it."""
    for round_ in range(1, ROUNDS_AT_MOST + 1):
        senders.ask(do="mend")
        assert set(senders.ask(do="send", senders=SENDERS)["exits"]) == {0}
        left = {lead["is"] for lead in senders.ask(do="state")["leads"]} - {"delivered"}
        if not left:
            return round_
        time.sleep(0.5)  # The claims of the dead have to run out.
    return ROUNDS_AT_MOST

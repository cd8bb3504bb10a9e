"""Nothing that a visitor has typed is logged, or kept outside of the lead."""

from __future__ import annotations

import logging
from contextlib import suppress

import pytest
from django.db import connection
from django.utils import timezone
from django_q.models import Task

from tests.client.leaks import RecordingHandler
from tests.some_of_many import slow_from
from tests.torture.commands import run_command
from wagtail_easycars.connection import get_client
from wagtail_easycars.leads.journal import Journal
from wagtail_easycars.leads.outage import Outage
from wagtail_easycars.leads.privacy import anonymise
from wagtail_easycars.leads.refresh import Refresher
from wagtail_easycars.leads.status import keep_ours, take_theirs
from wagtail_easycars.models import Lead, LeadAttempt, SyncChange, SyncRun
from wagtail_easycars.tasks import deliver_leads

pytestmark = pytest.mark.django_db

PERSONAL = {
    "customer_name": "Quentin Zyxwvut",
    "customer_email": "quentin.zyxwvut@example.com",
    "customer_phone": "0298765432",
    "customer_mobile": "0477123456",
    "message": "My jalopy coughs",
}
COMMAND = ("easycars_sync", "leads", "--site", "harbour.example")
ECHO = {"message": f"Refused: {', '.join(PERSONAL.values())}"}
FAULTS = [
    ("CreateLead", "code_7", ECHO),
    ("CreateLead", "answer_lost", {}),
    ("SearchContacts", "code_7", ECHO),
    ("GetLeadDetail", "code_9", ECHO),
    ("UpdateLead", "code_7", ECHO),
    ("CreateLead", "code_9", ECHO),
    ("CreateLead", "code_1", ECHO),
    ("CreateLead", "code_5", ECHO),
    ("CreateLead", "hang", {"seconds": 2}),
    ("CreateLead", "html_page", {}),
    ("SearchContacts", "reset", {}),
]


@pytest.fixture
def log():
    """Everything that anybody logs during the test, at DEBUG."""
    handler, root = RecordingHandler(), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler.lines
    root.removeHandler(handler)
    root.setLevel(level)


def found_in(text):
    return [value for value in PERSONAL.values() if value.lower() in text.lower()]


def rows_of(*models):
    lines = []
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")
            lines += [repr(row) for row in cursor.fetchall()]
    return "\n".join(lines)


@pytest.mark.parametrize(("endpoint", "fault", "options"), slow_from(5, FAULTS))
def test_nothing_personal_is_logged_or_in_a_run(
    sandbox, site, enquire, log, *, endpoint, fault, options
):
    lead = enquire(**PERSONAL)
    sandbox.fail(fault, endpoint, times=2, **options)
    said = [run_command(*COMMAND).said]
    lead.refresh_from_db()
    lead.rating = Lead.Rating.HOT
    lead.save(update_fields=["rating", "updated_at"])
    said.append(run_command(*COMMAND, "--json").said)
    said.append(run_command(*COMMAND, "--dry-run").said)
    deliver_leads(site.pk)

    assert "LeadService" in log.getvalue()
    assert found_in(log.getvalue()) == []
    assert found_in("\n".join(said)) == [], said
    assert found_in(rows_of(SyncRun, SyncChange, Task)) == []


def test_nothing_personal_is_left_of_an_anonymous_lead(sandbox, enquire, deliver):
    """Not even in what EasyCars said of it."""
    enquire(**PERSONAL)
    sandbox.fail("code_7", "CreateLead", times=2, **ECHO)
    deliver()
    assert found_in(rows_of(Lead, LeadAttempt)) != []

    anonymise(Lead.objects.all(), timezone.now())

    assert found_in(rows_of(Lead, LeadAttempt)) == []


def test_an_answer_that_comes_after_the_person_was_erased_brings_nothing_back(
    easycars, enquire, deliver
):
    lead = enquire(**PERSONAL)
    deliver()
    lead.refresh_from_db()
    with get_client(easycars) as client:
        steps = Refresher(easycars, client, Journal(), Outage()).steps(lead)
        answer = next(steps)()
        anonymise(Lead.objects.all(), timezone.now())
        with suppress(StopIteration):
            steps.send(answer)

    lead.refresh_from_db()
    assert (bool(answer.customer_no), lead.customer_no) == (True, "")
    assert found_in(rows_of(Lead)) == []


@pytest.mark.parametrize("decide", [take_theirs, keep_ours])
def test_who_decides_on_a_lead_that_was_erased_meanwhile_brings_nothing_back(
    enquire, deliver, decide
):
    lead = enquire(**PERSONAL)
    deliver()
    lead.refresh_from_db()
    anonymise(Lead.objects.all(), timezone.now())

    decide(lead, Lead.Status.WON)

    assert found_in(rows_of(Lead)) == []

"""``easycars_sync leads``."""

from __future__ import annotations

import pytest

from tests.torture.commands import run_command

pytestmark = pytest.mark.django_db

COMMAND = ("easycars_sync", "leads", "--site", "harbour.example")


def test_it_delivers_what_is_due_and_reports_it(sandbox, enquire):
    enquire()
    enquire(customer_email="")
    outcome = run_command(*COMMAND, "--json")

    assert outcome.status == 0
    assert outcome.report["kind"] == "leads"
    assert outcome.report["status"] == "warning"
    assert (outcome.report["created"], outcome.report["failed"]) == (1, 1)
    assert len(sandbox.leads("harbour")) == 1


def test_it_says_in_words_what_became_of_them(sandbox, enquire):
    enquire()

    assert "1 lead sent" in run_command(*COMMAND).stdout
    assert "no leads to send" in run_command(*COMMAND).stdout


def test_a_dry_run_sends_nothing(sandbox, enquire):
    enquire()
    enquire()
    outcome = run_command(*COMMAND, "--dry-run", "--json")

    assert outcome.report["to_send"] == 2
    assert "2 leads would be sent" in run_command(*COMMAND, "--dry-run").stdout
    assert sandbox.leads("harbour") == []


def test_of_a_site_that_is_switched_off_it_says_so(sandbox, easycars, enquire):
    enquire()
    easycars.is_active = False
    easycars.save()
    outcome = run_command(*COMMAND)

    assert outcome.status == 1
    assert "switched off" in outcome.stderr


def test_all_does_leads_too(sandbox, enquire):
    enquire()
    outcome = run_command("easycars_sync", "all", "--site", "harbour.example", "--json")

    assert "leads" in {run["kind"] for run in outcome.report["runs"]}
    assert len(sandbox.leads("harbour")) == 1

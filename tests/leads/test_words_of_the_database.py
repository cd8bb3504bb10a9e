"""What a database says of a row that it refuses repeats it; no log, task or command does."""

from __future__ import annotations

import traceback
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection

from tests.conftest import connect, make_site
from tests.schedule.conftest import set_schedule
from tests.torture.commands import run_command
from wagtail_easycars.models import Lead, SyncRun
from wagtail_easycars.tasks import deliver_leads
from wagtail_easycars.unforeseen import TaskFailed

pytestmark = pytest.mark.django_db

# A transaction around it would be broken by the first refusal.
COMMITTING = pytest.mark.django_db(transaction=True)
NAME = "Quentin Zyxwvut"
WORDS = f"null value violates a constraint\nDETAIL:  Failing row contains (1, {NAME}, null)."


class Refused(IntegrityError):
    """As PostgreSQL would say it, on every database."""


@contextmanager
def refusing(table, *, times=1000):
    """Let the database refuse the next ``times`` changes of ``table``."""
    left = times

    def refuse(execute, sql, params, many, context):
        nonlocal left
        if left and sql.startswith("UPDATE") and table in sql.split(" WHERE ")[0]:
            left -= 1
            raise Refused(WORDS)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


@pytest.fixture
def lead(enquire):
    return enquire(customer_name=NAME)


def assert_logged_without_words(caplog):
    assert "Refused" in caplog.text
    assert "in refuse" in caplog.text
    assert NAME not in caplog.text


def test_a_task_fails_by_the_name_of_the_error(site, lead, caplog):
    with refusing(Lead._meta.db_table), pytest.raises(TaskFailed, match="Refused") as caught:
        deliver_leads(site.pk)

    # The queue stores this of a task that fails.
    assert NAME not in "".join(traceback.format_exception(caught.value))
    assert_logged_without_words(caplog)


@COMMITTING
def test_a_tick_says_whose_leads_were_not_delivered_and_delivers_the_others(
    sandbox, easycars, lead, enquire, caplog
):
    other = connect(make_site("other.example"), sandbox.accounts["outback"])
    delivered = enquire(other)
    with refusing(Lead._meta.db_table, times=1):
        outcome = run_command("easycars_tick", "--json")

    assert outcome.status == 1
    assert outcome.report["failed_steps"] == ["leads of harbour.example"]
    delivered.refresh_from_db()
    assert delivered.delivery == Lead.Delivery.DELIVERED
    assert_logged_without_words(caplog)


@COMMITTING
def test_a_tick_that_cannot_look_after_a_step_names_the_error(easycars, caplog):
    set_schedule(easycars, stock_schedule="1h")
    run_command("easycars_tick")
    set_schedule(easycars, stock_schedule="2h")
    with refusing("syncschedule"):
        outcome = run_command("easycars_tick", "--json")

    assert outcome.report["failed_steps"] == ["schedules"]
    assert_logged_without_words(caplog)


def test_a_sync_says_what_kind_of_error_it_was(site, lead, caplog):
    with refusing(Lead._meta.db_table):
        outcome = run_command("easycars_sync", "leads", "--site", site.hostname, "--json")

    assert outcome.status == 1
    assert outcome.report["error"] == "The database refused it (Refused). The log has the details."
    assert NAME not in outcome.said
    assert NAME not in "".join(SyncRun.objects.values_list("error", flat=True))
    assert_logged_without_words(caplog)


def test_so_does_a_command_about_a_person(lead, caplog):
    with refusing(Lead._meta.db_table):
        outcome = run_command("easycars_erase_person", "--email", lead.customer_email)

    assert outcome.status == 1
    assert outcome.stderr == "The database refused it (Refused). The log has the details.\n"
    assert_logged_without_words(caplog)

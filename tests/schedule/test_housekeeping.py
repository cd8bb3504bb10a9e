"""What a site keeps for a time only is given up once a day, though nobody calls a command."""

from __future__ import annotations

import signal
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from tests.schedule.conftest import messages
from tests.schedule.test_many_sites import make_dealers
from wagtail_easycars import housekeeping, retention
from wagtail_easycars.housekeeping import take_due_sites
from wagtail_easycars.leads import old_attempts
from wagtail_easycars.models import EasyCarsSettings, Lead, LeadAttempt, SyncRun
from wagtail_easycars.runs import retention as runs_retention
from wagtail_easycars.runs.stopping import share_note
from wagtail_easycars.tasks import tidy_up
from wagtail_easycars.unforeseen import TaskFailed

pytestmark = pytest.mark.django_db

TASK = "wagtail_easycars.tasks.tidy_up"
TABLE = EasyCarsSettings._meta.db_table


@pytest.fixture(autouse=True)
def now(clock):
    return clock.now


@pytest.fixture
def easycars(easycars):
    mark(None)
    return easycars


def tidied():
    """Return the ids of the sites whose housekeeping waits in the queue."""
    return [args[0] for name, args in messages() if name == TASK]


def mark(tidied_at):
    EasyCarsSettings.objects.update(tidied_at=tidied_at)


def is_due(clock):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(housekeeping, "SITES_AT_ONCE", 10_000)
        due = list(take_due_sites(clock.now))
    return bool(due)


class TestATick:
    def test_queues_it_for_a_site_that_was_never_tidied(self, easycars, tick):
        tick()
        assert tidied() == [easycars.site_id]

    def test_queues_it_once_a_day(self, easycars, tick, clock):
        tick()
        clock.forward(hours=23)
        tick()
        assert len(tidied()) == 1
        clock.forward(hours=1)
        tick()
        assert len(tidied()) == 2

    def test_queues_it_also_for_a_site_that_is_switched_off(self, easycars, tick):
        EasyCarsSettings.objects.update(is_active=False, account_number="")
        tick()
        assert tidied() == [easycars.site_id]

    def test_takes_twenty_of_many_sites_those_that_wait_longest_first(self, site, tick, clock):
        make_dealers(site.root_page, range(24))
        mark(clock.now - timedelta(days=2))
        never = EasyCarsSettings.objects.order_by("pk").last()
        EasyCarsSettings.objects.filter(pk=never.pk).update(tidied_at=None)
        tick()
        assert len(tidied()) == 20
        assert tidied()[0] == never.site_id
        tick()
        assert len(set(tidied())) == EasyCarsSettings.objects.count() == 25

    def test_asks_once_where_nothing_is_due_however_many_sites_there_are(self, site, clock):
        make_dealers(site.root_page, range(30))
        mark(clock.now)
        with CaptureQueriesContext(connection) as queries:
            assert list(take_due_sites(clock.now)) == []
        assert len(queries) == 1

    def test_shares_the_sites_with_another_at_the_same_moment(self, easycars, clock):
        theirs = []

        def tick_in_between(execute, sql, *args):
            if sql.startswith("UPDATE") and TABLE in sql and not theirs:
                theirs.append(None)
                theirs[:] = take_due_sites(clock.now)
            return execute(sql, *args)

        with connection.execute_wrapper(tick_in_between):
            ours = list(take_due_sites(clock.now))

        assert (ours, theirs) == ([], [easycars.site_id])

    def test_leaves_it_due_where_the_queue_is_down(self, easycars, clock, monkeypatch):
        def be_down(*args):
            raise ConnectionError("the queue is down")

        monkeypatch.setattr(housekeeping, "enqueue_housekeeping", be_down)
        with pytest.raises(ConnectionError):
            housekeeping.queue_due_housekeeping(clock.now)
        assert is_due(clock)

    def test_leaves_it_to_easycars_tick_where_no_queue_is_used(
        self, easycars, tick, clock, settings
    ):
        settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "USE_JOB_QUEUE": False}
        tick()
        assert tidied() == []
        assert is_due(clock)

    def test_is_not_led_astray_by_a_clock_that_was_wrong_once(self, easycars, tick, clock):
        mark(clock.now + timedelta(days=400))
        tick()
        assert tidied() == [easycars.site_id]


@pytest.fixture
def old(easycars, clock):
    """Four old leads, each with two attempts to give up and one to keep, and four such runs."""
    EasyCarsSettings.objects.update(lead_retention_months=1, tidied_at=clock.now)
    long_ago = clock.now - timedelta(days=91)
    for number in range(5):
        run = SyncRun.objects.create(site=easycars.site, kind="stock", status="success")
        queued_at = long_ago + timedelta(seconds=number)
        SyncRun.objects.filter(pk=run.pk).update(queued_at=queued_at, is_complete=True)
    for _ in range(4):
        lead = Lead.objects.create(
            site=easycars.site, customer_name="Kim Lee", delivery=Lead.Delivery.DELIVERED
        )
        for _ in range(3):
            lead.delivery_attempts.create(purpose="create", outcome="done", finished_at=long_ago)
    Lead.objects.update(created_at=long_ago)
    return easycars.site_id


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(retention, "LEADS_A_BATCH", 2)
    monkeypatch.setattr(runs_retention, "RUNS_A_BATCH", 2)
    monkeypatch.setattr(old_attempts, "ATTEMPTS_A_BATCH", 4)


def left():
    """Return how many there are of leads with a name, of attempts and of runs."""
    named = Lead.objects.exclude(customer_name="").count()
    return named, LeadAttempt.objects.count(), SyncRun.objects.count()


class TestTheTask:
    def test_gives_up_old_leads_attempts_and_runs(self, old, clock):
        assert left() == (4, 12, 5)
        tidy_up(old)
        assert left() == (0, 4, 1)
        assert not is_due(clock)

    def test_does_nothing_the_second_time(self, old):
        tidy_up(old)
        tidy_up(old)
        assert left() == (0, 4, 1)

    def test_for_a_site_that_is_gone_is_no_trouble(self, db):
        tidy_up(4711)

    def test_goes_on_at_the_next_tick_where_its_time_is_over(
        self, old, clock, small_batches, monkeypatch
    ):
        monkeypatch.setattr(housekeeping, "SECONDS_A_SITE", 0)
        steps = []
        mark(None)
        while is_due(clock):
            steps.append(left())
            tidy_up(old)
        assert steps == [
            (4, 12, 5),
            (2, 12, 5),
            (0, 12, 5),
            (0, 8, 5),
            (0, 4, 5),
            (0, 4, 3),
            (0, 4, 1),  # which it only finds out now
        ]

    def test_ends_within_the_time_that_the_queue_gives(
        self, old, clock, small_batches, monkeypatch
    ):
        monkeypatch.setattr("django_q.conf.Conf.TIMEOUT", 0.0001)
        tidy_up(old)
        assert left() == (2, 12, 5)
        assert is_due(clock)

    def test_does_not_keep_others_waiting_that_are_due(self, old, clock, site, monkeypatch):
        monkeypatch.setattr(housekeeping, "SECONDS_A_SITE", 0)
        tidy_up(old)
        make_dealers(site.root_page, range(20))
        EasyCarsSettings.objects.exclude(site=old).update(tidied_at=clock.now - timedelta(days=2))
        due = list(take_due_sites(clock.now))
        assert len(due) == 20
        assert old not in due

    def test_ends_between_two_batches_when_it_is_told_to_and_is_due_again(
        self, old, clock, small_batches
    ):
        def tell_amid(execute, sql, *args):
            if sql.startswith("UPDATE") and Lead._meta.db_table in sql:
                signal.raise_signal(signal.SIGTERM)
            return execute(sql, *args)

        with pytest.raises(SystemExit), connection.execute_wrapper(tell_amid):
            tidy_up(old)
        assert left() == (2, 12, 5)
        assert is_due(clock)

    def test_of_a_cluster_that_stops_is_left_to_the_next_tick(self, old, clock, monkeypatch):
        monkeypatch.setattr("wagtail_easycars.runs.stopping._note", None)
        share_note().write()
        tidy_up(old)
        assert left() == (4, 12, 5)
        assert is_due(clock)

    def test_is_tried_again_the_next_day_where_it_fails(self, old, clock, monkeypatch, caplog):
        row = "Failing row contains (Kim Lee)"

        def refuse(*args):
            raise OperationalError(row)

        monkeypatch.setattr(retention, "anonymise", refuse)
        with pytest.raises(TaskFailed, match=r"^OperationalError$"):
            tidy_up(old)
        assert "tidy_up" in caplog.text
        assert row not in caplog.text
        assert not is_due(clock)
        clock.forward(days=1)
        assert is_due(clock)

"""A process may fall silent before any of its queries while another takes its place: it writes
nothing more when it comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests.torture.days import first_day, next_day
from tests.torture.state import Row, rows_of_database
from tests.torture.test_deaths import comparable_text, count_queries, undone
from wagtail_easycars.models import SyncLease, SyncRun
from wagtail_easycars.runs.lease import RunUnderWay
from wagtail_easycars.runs.lifecycle import create_run, running
from wagtail_easycars.stock.sync import sync_stock

pytestmark = pytest.mark.django_db

VEHICLES = 30
UNFINISHED = (SyncRun.Status.QUEUED, SyncRun.Status.RUNNING)


class SilentBeforeQuery:
    """Lets ``meanwhile`` happen before the first query outside a transaction from ``number`` on.

    Within one, the database keeps the lease for who is silent.
    """

    def __init__(self, number: int, meanwhile: Callable[[], None]) -> None:
        self._left = number
        self._meanwhile = meanwhile
        self._depth = len(connection.savepoint_ids)
        self._was_silent = False

    def __call__(self, execute, *args):
        self._left -= 1
        is_outside = len(connection.savepoint_ids) == self._depth
        if self._left < 0 and is_outside and not self._was_silent:
            self._was_silent = True
            self._meanwhile()
        return execute(*args)


class Rival:
    """Takes the place of the run with the key ``of``, which is silent, and does ``work``."""

    def __init__(self, of: int, work: Callable[[SyncRun], None]) -> None:
        self.of = of
        self._work = work
        self.has_taken_over = False
        self.left_behind: dict[str, list[Row]] = {}

    def __call__(self) -> None:
        silent = SyncRun.objects.get(pk=self.of)
        holds = SyncLease.objects.filter(run=silent).exclude(holder="").exists()
        self.has_taken_over = holds and silent.status in UNFINISHED
        SyncLease.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        with committed():
            self._work(new_run(silent.site))
        self.left_behind = everything_but(self.of)


@contextmanager
def committed() -> Iterator[None]:
    """Do at the end what waits for a commit, which no test sees."""
    start = len(connection.run_on_commit)
    yield
    waiting = connection.run_on_commit[start:]
    del connection.run_on_commit[start:]
    for _savepoints, callback, _is_robust in waiting:
        callback()


def new_run(site):
    return create_run(site, SyncRun.Kind.STOCK, trigger=SyncRun.Trigger.SCHEDULE)


def everything_but(key):
    """Return all rows of the database; how the run with this key ended is left out."""
    rows = rows_of_database()
    table = SyncRun._meta.db_table
    rows[table] = [row for row in rows[table] if row[0] != key]
    return rows


@pytest.fixture
def second_day(sandbox, easycars, settings, sync):
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "BATCH_SIZE": 6}
    items = first_day(VEHICLES)
    sandbox.set_stock("harbour", items)
    assert sync().status == SyncRun.Status.SUCCESS
    sandbox.set_stock("harbour", next_day(items, 1))
    return easycars


def fall_silent(site, number, work):
    """Carry out a run that is silent before query ``number``, and return its rival."""
    run = new_run(site)
    rival = Rival(run.pk, work)
    with committed(), connection.execute_wrapper(SilentBeforeQuery(number, rival)):
        try:
            sync_stock(run)
        except RunUnderWay:
            assert run.pk is None  # It had not begun, and leaves no trace.
    return rival


def is_interrupted(key):
    run = SyncRun.objects.filter(pk=key).first()
    if run is None:
        return True
    told = "interrupted" in run.error or "taken over" in run.error
    return run.status == SyncRun.Status.FAILED and told


def assert_nothing_more_is_written(rival, number):
    assert everything_but(rival.of) == rival.left_behind, number
    assert is_interrupted(rival.of), number


def assert_every_silence_is_survived(easycars, silences):
    with undone():
        sync_stock(new_run(easycars.site))
        expected = comparable_text(easycars)
    rivals = []
    for number in silences:
        with undone():
            rivals.append(fall_silent(easycars.site, number, sync_stock))
            assert comparable_text(easycars) == expected, number
            if rivals[-1].has_taken_over:
                assert_nothing_more_is_written(rivals[-1], number)
    return sum(rival.has_taken_over for rival in rivals)


def assert_a_rival_at_work_is_left_alone(easycars, silences):
    for number in silences:
        with undone(), ExitStack() as works:

            def begin(run, works=works):
                works.enter_context(running(run))

            rival = fall_silent(easycars.site, number, begin)
            if rival.has_taken_over:
                assert_nothing_more_is_written(rival, number)


def test_some_silences_are_survived(second_day):
    total = count_queries(second_day)
    assert assert_every_silence_is_survived(second_day, [*range(6, total, total // 4)]) >= 3


def test_who_was_silent_before_it_began_leaves_its_rival_alone(second_day):
    assert_a_rival_at_work_is_left_alone(second_day, range(1, 12))


@pytest.mark.long
def test_every_silence_is_survived(second_day):
    silences = range(count_queries(second_day))
    assert assert_every_silence_is_survived(second_day, silences) > len(silences) / 2


@pytest.mark.slow
def test_a_rival_at_work_is_left_alone_after_some_silences(second_day):
    assert_a_rival_at_work_is_left_alone(second_day, range(0, count_queries(second_day), 4))


@pytest.mark.long
def test_a_rival_at_work_is_left_alone_after_every_silence(second_day):
    assert_a_rival_at_work_is_left_alone(second_day, range(count_queries(second_day)))

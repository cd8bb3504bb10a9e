"""A process may die before any of its queries; the next run ends as an undisturbed one does."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tests.conftest import connect, make_site
from tests.torture.days import first_day, next_day
from tests.torture.state import assert_tree_is_sound, state_of
from wagtail_easycars.models import EasyCarsSettings, SyncLease, SyncRun
from wagtail_easycars.runs.lifecycle import create_run
from wagtail_easycars.stock.sync import sync_stock

pytestmark = pytest.mark.django_db

VEHICLES = 30


class Death(BaseException):
    """The process is no more."""


class DiesBeforeQuery:
    """Lets ``survived`` queries pass, then none: what is not committed by then never will be."""

    def __init__(self, survived):
        self.left = survived
        self.is_dead = False

    def __call__(self, execute, sql, params, many, context):
        if self.is_dead and sql.startswith(("ROLLBACK TO", "RELEASE")):
            return execute(sql, params, many, context)  # What the database does for the dead.
        self.left -= 1
        if self.left < 0:
            self.is_dead = True
            raise Death
        return execute(sql, params, many, context)


@contextmanager
def undone():
    """Undo whatever the body writes."""
    savepoint = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(savepoint)


@pytest.fixture
def twins(sandbox, site, easycars, settings):
    """Two sites with the same first day, and the same second day ahead of them."""
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "BATCH_SIZE": 6}
    other = connect(make_site("outback.example"), sandbox.accounts["outback"])
    twins = [easycars, other]
    items = first_day(VEHICLES)
    for stock in (items, next_day(items, 1)):
        sandbox.set_stock("harbour", stock)
        sandbox.set_stock("outback", stock)
        if stock is items:
            assert all(run_to_the_end(twin).status == "success" for twin in twins)
    return twins


def run_to_the_end(settings):
    settings = EasyCarsSettings.objects.get(pk=settings.pk)
    run = create_run(settings.site, SyncRun.Kind.STOCK, trigger=SyncRun.Trigger.COMMAND)
    sync_stock(run)
    run.refresh_from_db()
    return run


def die_after(settings, queries):
    with pytest.raises(Death), connection.execute_wrapper(DiesBeforeQuery(queries)):
        run_to_the_end(settings)
    # The dead process is this very one, so only time can tell that it is gone.
    SyncLease.objects.update(expires_at=timezone.now() - timedelta(seconds=1))


def count_queries(settings):
    queries = 0

    def count(execute, *args):
        nonlocal queries
        queries += 1
        return execute(*args)

    with undone(), connection.execute_wrapper(count):
        run_to_the_end(settings)
    return queries


def assert_every_death_is_survived(twins, deaths):
    harbour, outback = twins
    assert run_to_the_end(outback).status == SyncRun.Status.WARNING
    expected = comparable_text(outback)
    for queries in deaths:
        with undone():
            die_after(harbour, queries)
            run = run_to_the_end(harbour)
            assert run.status == SyncRun.Status.WARNING, (queries, run.error)
            assert comparable_text(harbour) == expected, queries
            assert_tree_is_sound()
            assert not SyncRun.objects.filter(status=SyncRun.Status.RUNNING).exists()


def comparable_text(settings):
    """Return the site's state with its own names taken out."""
    text = repr(state_of(settings.site))
    for name in (settings.site.hostname, settings.site.root_page.slug):
        text = text.replace(name, "SITE")
    return text


def test_some_deaths_are_survived(twins):
    total = count_queries(twins[0])
    assert_every_death_is_survived(twins, range(3, total, total // 4))


@pytest.mark.slow
def test_every_death_is_survived(twins):
    assert_every_death_is_survived(twins, range(count_queries(twins[0])))

"""The one schedule of django-q2: there, right and alone, whatever happened to it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.apps import apps
from django.db.models.signals import post_migrate
from django.utils import timezone
from django_q.brokers import get_broker
from django_q.models import Schedule
from django_q.scheduler import scheduler

from tests.schedule.conftest import messages
from wagtail_easycars.schedule.queue_row import (
    TICK,
    ensure_tick_is_scheduled,
    get_blocking_schedules,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_schedule(db):
    Schedule.objects.all().delete()


@pytest.fixture
def row():
    ensure_tick_is_scheduled()
    return Schedule.objects.get()


def test_a_migration_makes_it():
    config = apps.get_app_config("wagtail_easycars")
    post_migrate.send(sender=config, app_config=config, using="default", verbosity=0)
    assert Schedule.objects.get().func == TICK


def test_a_tick_makes_it(tick, site):
    tick()
    assert Schedule.objects.get().func == TICK


def test_it_runs_each_minute_without_arguments(row):
    assert (row.schedule_type, row.minutes, row.repeats) == (Schedule.MINUTES, 1, -1)
    assert (row.args, row.kwargs, row.cluster) == (None, None, None)


@pytest.fixture
def run_scheduler(monkeypatch):
    """Do once what a cluster does all the time, on the connection of the test."""
    monkeypatch.setattr("django_q.scheduler.close_old_django_connections", lambda: None)
    monkeypatch.setattr("django.db.close_old_connections", lambda: None)
    return lambda: scheduler(broker=get_broker())


def test_the_cluster_takes_it(row, run_scheduler):
    Schedule.objects.update(next_run=timezone.now() - timedelta(seconds=1))
    run_scheduler()
    assert messages() == [(TICK, ())]


def test_it_is_left_alone_where_it_is_right(row, django_assert_num_queries):
    with django_assert_num_queries(1):
        ensure_tick_is_scheduled()
    assert Schedule.objects.get().next_run == row.next_run


def test_there_is_one_only(row):
    for _ in range(3):
        Schedule.objects.create(func=TICK, name=row.name, schedule_type=Schedule.HOURLY)
    ensure_tick_is_scheduled()
    assert list(Schedule.objects.all()) == [row]


@pytest.mark.parametrize(
    "values",
    [
        {"args": "not python ("},
        {"kwargs": "a=1"},
        {"schedule_type": Schedule.CRON, "cron": "no cron"},
        {"repeats": 0},
        {"minutes": None},
        {"hook": "nowhere.hook"},
        {"cluster": "another"},
        {"next_run": None},
        {"next_run": timezone.now() + timedelta(days=400)},
    ],
    ids=",".join,
)
def test_a_row_that_was_spoilt_is_mended(row, values):
    Schedule.objects.update(**values)
    ensure_tick_is_scheduled()
    mended = Schedule.objects.get()
    expected = {name: getattr(row, name) for name in values if name != "next_run"}
    assert {name: getattr(mended, name) for name in expected} == expected
    assert mended.next_run <= timezone.now() + timedelta(minutes=1)


def test_the_rows_of_others_are_left_alone(row):
    other = Schedule.objects.create(func="another.app", args="not python (")
    ensure_tick_is_scheduled()
    assert Schedule.objects.filter(pk=other.pk, args="not python (").exists()


def test_a_row_of_another_app_that_stops_every_schedule_is_named(row, run_scheduler):
    an_hour_ago = timezone.now() - timedelta(hours=1)
    Schedule.objects.update(next_run=an_hour_ago)
    assert get_blocking_schedules() == []
    Schedule.objects.create(
        func="another.app", name="nightly", args="not python (", next_run=an_hour_ago
    )
    run_scheduler()
    assert messages() == []
    assert get_blocking_schedules() == ["nightly"]


def test_nothing_is_scheduled_for_a_queue_that_is_not_used(settings):
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "USE_JOB_QUEUE": False}
    ensure_tick_is_scheduled()
    assert not Schedule.objects.exists()

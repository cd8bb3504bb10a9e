"""What ``check --database`` says of schedules that nobody looks at."""

from __future__ import annotations

import pytest
from django.core.checks import run_checks
from django.db import ProgrammingError, connection
from django.test.utils import CaptureQueriesContext

from wagtail_easycars.health.checks import check_last_tick
from wagtail_easycars.models import EasyCarsSettings

pytestmark = pytest.mark.django_db


def warnings(databases=("default",)):
    found = run_checks(databases=databases)
    return [each.msg for each in found if each.id == "wagtail_easycars.W028"]


def test_a_tick_within_ten_minutes_is_not_warned_of(dealer, clock):
    clock.forward(minutes=10)
    assert warnings() == []


def test_none_for_ten_minutes_is(dealer, clock):
    clock.forward(minutes=11)
    [warning] = warnings()
    assert warning.startswith("Nothing has started by itself for 11\xa0minutes.")
    assert "manage.py easycars_tick" in warning


def test_nothing_is_asked_of_a_database_that_the_command_does_not_name(dealer, clock):
    clock.forward(minutes=11)
    assert warnings(databases=None) == []


def test_a_site_that_is_not_set_up_yet_needs_no_tick(site):
    assert warnings() == []


def test_before_migrations_nothing_is_said(dealer, clock, monkeypatch):
    def miss_a_column(*args, **kwargs):
        raise ProgrammingError("column does not exist")

    clock.forward(minutes=11)
    monkeypatch.setattr(EasyCarsSettings.objects, "filter", miss_a_column)
    assert warnings() == []


def test_only_what_it_needs_is_asked_for(dealer):
    with CaptureQueriesContext(connection) as queries:
        assert check_last_tick(databases=["default"]) == []

    asked = [query["sql"] for query in queries if query["sql"].startswith("SELECT")]
    assert len(asked) == 2
    assert "wagtail_easycars_easycarssettings" in asked[0]
    assert "wagtail_easycars_tick" in asked[1]

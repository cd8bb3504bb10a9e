"""What needs a person, and what does not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_q.models import Schedule

from tests.health.conftest import hold_vehicles, new_lead
from tests.schedule.conftest import set_schedule
from tests.schedule.test_many_sites import make_dealers
from wagtail_easycars.health.report import get_health
from wagtail_easycars.models import Lead, SyncRun, SyncSchedule, Tick
from wagtail_easycars.tick import look_at_everything

pytestmark = pytest.mark.django_db


def found():
    return [(str(each.kind), each.run_kind) for each in get_health().findings]


def description():
    [finding] = get_health().findings
    return finding.description


def tick_was_just_now(clock):
    Tick.objects.update(finished_at=clock.now)


def test_a_site_that_is_well_needs_nobody(dealer):
    assert found() == []


@pytest.mark.parametrize(("times", "expected"), [(2, []), (3, [("failing", "stock")])])
def test_three_failures_in_a_row(let_it_fail, times, expected):
    let_it_fail(times)
    assert found() == expected


def test_a_failure_is_told_in_the_runs_own_words(let_it_fail):
    let_it_fail(4)
    assert description() == "Stock: failed 4 times. EasyCars is down."


def test_refused_credentials_count_from_the_first_time(let_it_fail):
    let_it_fail(1, is_stopped=True)
    assert found() == [("refused", "stock")]


class TestSwitchedOff:
    @pytest.mark.parametrize("trouble", [{"failures": 3}, {"failures": 1, "is_stopped": True}])
    def test_what_runs_that_nobody_wants_any_more_came_to_needs_nobody(self, dealer, trouble):
        SyncSchedule.objects.create(
            site=dealer.site, kind=SyncRun.Kind.COMPARISON, schedule="", **trouble
        )
        assert found() == []

    def test_pictures_have_no_schedule_of_their_own_and_are_wanted_all_the_same(self, dealer):
        SyncSchedule.objects.create(site=dealer.site, kind=SyncRun.Kind.IMAGES, failures=3)
        assert found() == [("failing", "images")]


class TestUnreadable:
    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"stock_schedule": "hourly"}, "schedule “hourly” cannot be read"),
            ({"time_zone": "Australia/Sidney"}, "no time zone “Australia/Sidney”"),
        ],
    )
    def test_what_cannot_be_read_starts_nothing(self, dealer, values, words):
        set_schedule(dealer, **values)
        look_at_everything()
        assert found() == [("unreadable", "stock")]
        assert description().startswith("Stock: nothing starts by itself")
        assert words in description()
        assert "in the settings" in description()

    def test_it_is_over_once_it_is_mended(self, dealer):
        set_schedule(dealer, stock_schedule="hourly")
        look_at_everything()
        set_schedule(dealer, stock_schedule="1h")
        look_at_everything()
        assert found() == []

    def test_a_schedule_that_was_reckoned_for_no_time_is_told_too(self, dealer):
        SyncSchedule.objects.update(next_due_at=None)
        assert found() == [("unreadable", "stock")]


class TestNotBegun:
    @pytest.fixture
    def queue_run(self, dealer, clock):
        def queue_run(kind, **ago):
            run = SyncRun.objects.create(
                site=dealer.site, kind=kind, trigger=SyncRun.Trigger.MANUAL
            )
            SyncRun.objects.filter(pk=run.pk).update(queued_at=clock.now - timedelta(**ago))

        return queue_run

    @pytest.mark.parametrize("kind", ["stock", "images"])
    def test_a_run_that_nobody_begins_for_an_hour(self, queue_run, kind):
        queue_run(kind, hours=1, seconds=1)
        assert found() == [("overdue", kind)]
        assert "nobody has begun it" in description()

    def test_an_hour_is_not_too_long(self, queue_run):
        queue_run("stock", hours=1)
        assert found() == []

    def test_one_that_is_at_work_has_begun(self, queue_run):
        queue_run("stock", hours=5)
        SyncRun.objects.update(status=SyncRun.Status.RUNNING)
        assert found() == []

    def test_a_daily_run_is_missed_the_same_day_however_often_it_was_queued(self, dealer, clock):
        set_schedule(dealer, stock_schedule="06:00", time_zone="UTC")
        look_at_everything()
        clock.now = SyncSchedule.objects.get(kind=SyncRun.Kind.STOCK).next_due_at
        for _ in range(5):
            clock.forward(minutes=20)
            look_at_everything()
        assert found() == [("overdue", "stock")]

    def test_it_is_told_once_where_it_is_overdue_too(self, queue_run, clock):
        queue_run("stock", hours=5)
        clock.forward(hours=3)
        tick_was_just_now(clock)
        assert found() == [("overdue", "stock")]


class TestOverdue:
    def test_a_run_that_does_not_start(self, dealer, clock):
        clock.forward(hours=2, seconds=-1)
        tick_was_just_now(clock)
        assert found() == []
        clock.forward(seconds=2)
        assert found() == [("overdue", "stock")]

    def test_a_run_that_waits_and_that_nobody_carries_out(self, dealer, clock):
        clock.forward(hours=1)
        look_at_everything()
        assert SyncRun.objects.filter(status=SyncRun.Status.QUEUED).count() == 1
        clock.forward(hours=2, minutes=1)
        look_at_everything()
        assert found() == [("overdue", "stock")]

    @pytest.mark.parametrize("was_off_by", [{"stock_schedule": ""}, {"is_active": False}])
    def test_a_schedule_that_was_off_for_long_begins_anew(self, dealer, clock, was_off_by):
        set_schedule(dealer, **was_off_by)
        look_at_everything()
        clock.forward(days=30)
        set_schedule(dealer, stock_schedule="1h", is_active=True)
        look_at_everything()
        assert found() == []

    def test_a_site_without_schedule_is_never_overdue(self, dealer, clock):
        SyncSchedule.objects.update(schedule="", next_due_at=None)
        clock.forward(days=9)
        tick_was_just_now(clock)
        assert found() == []

    def test_it_is_not_told_beside_the_reason(self, let_it_fail, clock):
        let_it_fail(5)
        clock.forward(days=2)
        tick_was_just_now(clock)
        assert found() == [("failing", "stock")]


def test_held_withdrawals(dealer, clock):
    hold_vehicles(dealer, 7, clock.now)
    assert found() == [("held", "")]
    assert description().startswith("7 vehicles are missing")


def test_a_lead_that_waits_for_more_than_an_hour(dealer, clock):
    new_lead(dealer)
    clock.forward(hours=1)
    tick_was_just_now(clock)
    assert found() == []
    clock.forward(seconds=1)
    assert found() == [("leads_wait", "")]
    Lead.objects.update(delivery=Lead.Delivery.DELIVERED)
    assert found() == []


class TestMissingTick:
    def test_ten_minutes_without_tick(self, dealer, clock):
        clock.forward(minutes=10)
        assert found() == []
        clock.forward(seconds=1)
        assert found() == [("no_tick", "")]
        assert "easycars_tick" in description()

    def test_there_was_never_one(self, dealer):
        Tick.objects.all().delete()
        assert found() == [("no_tick", "")]

    def test_one_that_came_to_no_end_is_none(self, dealer, clock):
        Tick.objects.update(finished_at=None)
        assert found() == [("no_tick", "")]

    def test_a_schedule_of_another_app_that_stops_all_is_named(self, dealer, clock):
        Schedule.objects.create(
            func="another.app", name="nightly", args="not python (", next_run=clock.now
        )
        clock.forward(minutes=11)
        assert "nightly" in description()

    def test_it_needs_nobody_where_no_site_is_connected(self, dealer, clock):
        set_schedule(dealer, account_number="")
        clock.forward(days=1)
        assert found() == []


def test_a_site_that_is_switched_off_needs_nobody(let_it_fail, dealer, clock):
    let_it_fail(5)
    hold_vehicles(dealer, 1, clock.now)
    set_schedule(dealer, is_active=False)
    assert found() == []


def test_it_costs_as_many_queries_for_200_sites_as_for_10(site, clock):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            get_health()
        return len(captured)

    make_dealers(site.root_page, range(10))
    look_at_everything()
    few = queries()
    make_dealers(site.root_page, range(10, 200))
    look_at_everything()
    assert len(get_health().state.sites) >= 200
    assert queries() == few <= 8

"""A site that fails waits ever longer, one whose credentials are refused until they change."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django_q.exceptions import TimeoutException

from tests.conftest import connect, make_site
from tests.schedule.conftest import row_of, set_schedule
from tests.torture.commands import run_command
from tests.torture.feeds import plain_items
from wagtail_easycars.forms.texts import parse_schedule
from wagtail_easycars.models import SyncRun
from wagtail_easycars.runs.stopping import EXIT_STATUS
from wagtail_easycars.schedule.backoff import get_wait
from wagtail_easycars.stock.fetch import fetch_stock
from wagtail_easycars.tasks import carry_out_run

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def wait_of(settings, clock):
    return row_of(settings).next_due_at - clock.now


@pytest.mark.parametrize("text", ["1m", "15m", "1h", "24h", "06:00,18:00"])
def test_waits_grow_up_to_a_day(text):
    schedule = parse_schedule(text)
    waits = [get_wait(failures, schedule) for failures in range(1, 100)]
    growing = [wait for wait in waits if wait < DAY]
    assert growing == sorted(set(growing))
    assert set(waits[len(growing) :]) == {DAY}
    assert 4 <= len(growing) <= 12


def test_the_first_wait_is_no_shorter_than_an_interval_of_up_to_an_hour():
    for text, shortest in (("15m", 15), ("1h", 60), ("24h", 60), ("06:00", 15)):
        waits = [get_wait(1, parse_schedule(text)) for _ in range(50)]
        assert timedelta(minutes=shortest) <= min(waits)
        assert max(waits) <= timedelta(minutes=2 * shortest)


def test_waits_differ_so_that_what_failed_together_does_not_come_back_together():
    assert len({get_wait(3, parse_schedule("1h")) for _ in range(20)}) > 10


def test_a_site_that_keeps_failing_waits_longer_each_time(sandbox, due, clock, run_when_due):
    sandbox.fail("code_9", "GetAdvertisementStocks", times=99)
    waits = []
    for failures in range(1, 5):
        assert run_when_due(due).status == SyncRun.Status.FAILED
        assert row_of(due).failures == failures
        waits.append(wait_of(due, clock))
    assert waits == sorted(waits)
    assert waits[0] >= timedelta(minutes=15)
    assert waits[-1] >= timedelta(hours=2)


def test_a_success_of_the_schedule_ends_the_waits(sandbox, due, clock, run_when_due):
    sandbox.fail("code_9", "GetAdvertisementStocks", times=99)
    for _ in range(3):
        run_when_due(due)
    sandbox.heal()
    assert run_when_due(due).status == SyncRun.Status.SUCCESS
    row = row_of(due)
    assert (row.failures, row.last_success_at) == (0, clock.now)
    assert wait_of(due, clock) <= timedelta(minutes=15)


def test_a_button_tries_while_the_schedule_waits_and_its_success_ends_the_waits(
    sandbox, due, clock, run_when_due, press_button
):
    sandbox.fail("code_9", "GetAdvertisementStocks", times=99)
    for _ in range(4):
        run_when_due(due)
    sandbox.heal()
    assert press_button(due).status == SyncRun.Status.SUCCESS
    assert row_of(due).failures == 0
    assert wait_of(due, clock) <= timedelta(minutes=15)


def test_a_command_does_the_same(
    sandbox, due, clock, run_when_due, django_capture_on_commit_callbacks
):
    sandbox.fail("code_9", "GetAdvertisementStocks", times=99)
    for _ in range(4):
        run_when_due(due)
    sandbox.heal()
    with django_capture_on_commit_callbacks(execute=True):
        outcome = run_command("easycars_sync", "stock", "--site", "harbour.example")
    assert outcome.status == 0
    assert row_of(due).failures == 0


def test_what_a_person_tries_in_vain_does_not_put_the_schedule_off(
    sandbox, due, clock, press_button
):
    due_at = row_of(due).next_due_at
    sandbox.fail("code_9", "GetAdvertisementStocks", times=99)
    for _ in range(5):
        press_button(due)
    assert row_of(due).next_due_at == due_at
    assert row_of(due).failures == 5


def test_nor_does_it_lengthen_the_wait_after_the_schedules_own_failures(
    sandbox, due, clock, run_when_due, press_button
):
    sandbox.fail("code_9", "GetAdvertisementStocks", times=99)
    for _ in range(5):
        press_button(due)
    run_when_due(due)
    assert timedelta(minutes=15) <= wait_of(due, clock) <= timedelta(minutes=30)


def test_other_sites_do_not_wait_for_one_that_fails(sandbox, due, clock, tick, carry_out):
    other = connect(make_site("other.example"), sandbox.accounts["outback"])
    sandbox.set_stock("outback", plain_items(2))
    set_schedule(other, stock_schedule="15m")
    sandbox.fail("code_9", "GetAdvertisementStocks", times=1)
    tick()
    clock.forward(minutes=15)
    first = [carry_out(run) for run in tick()]
    clock.forward(minutes=15)
    second = [carry_out(run) for run in tick()]
    assert sorted(run.status for run in first) == ["failed", "success"]
    succeeded = next(run.site for run in first if run.status == SyncRun.Status.SUCCESS)
    assert succeeded in [run.site for run in second]


@pytest.fixture
def end_amid(due, clock, tick, monkeypatch, django_capture_on_commit_callbacks):
    """Let the process that carries out the next run end by ``error``."""

    def end_amid(error):
        def end(*args, **kwargs):
            raise error

        clock.forward(minutes=15)
        [run] = tick()
        with (
            monkeypatch.context() as patched,
            pytest.raises(type(error)),
            django_capture_on_commit_callbacks(execute=True),
        ):
            patched.setattr("wagtail_easycars.stock.sync.fetch_stock", end)
            carry_out_run(run.pk)

    return end_amid


def test_a_run_that_was_told_to_stop_is_begun_again_at_once(due, tick, end_amid):
    end_amid(SystemExit(EXIT_STATUS))
    assert SyncRun.objects.latest("pk").status == SyncRun.Status.FAILED
    assert row_of(due).failures == 0
    assert len(tick()) == 1


def test_a_run_that_takes_too_long_for_the_queue_waits_as_one_that_failed(due, tick, end_amid):
    end_amid(TimeoutException("600 seconds"))
    assert row_of(due).failures == 1
    assert tick() == []


def test_what_came_due_during_another_run_is_done_after_it(
    due, clock, tick, press_button, monkeypatch
):
    """That run may have read the feed before."""
    due_at = row_of(due).next_due_at
    clock.now = due_at - timedelta(minutes=1)

    def take_two_minutes(*args, **kwargs):
        answer = fetch_stock(*args, **kwargs)
        clock.forward(minutes=2)
        return answer

    monkeypatch.setattr("wagtail_easycars.stock.sync.fetch_stock", take_two_minutes)
    assert press_button(due).status == SyncRun.Status.SUCCESS
    assert row_of(due).next_due_at == due_at
    assert len(tick()) == 1


def test_a_clock_that_was_years_ahead_stops_no_schedule(due, clock, tick):
    right = clock.now
    clock.forward(days=4000)
    tick()
    SyncRun.objects.all().delete()
    clock.now = right + timedelta(minutes=30)
    tick()
    clock.forward(minutes=15)
    assert len(tick()) == 1

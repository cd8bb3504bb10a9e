# ruff: noqa: PLR0917  (pytest passes fixtures and parameters by name)
"""One run a site and kind: who holds the lease writes, all others do not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.runs.test_processes import dead_pid
from tests.torture.commands import run_command
from tests.torture.feeds import plain_items
from tests.torture.state import listed_numbers, state_of
from wagtail_easycars.models import SyncLease, SyncRun, Vehicle
from wagtail_easycars.runs.lease import LeaseLost, RunUnderWay, hold
from wagtail_easycars.runs.lifecycle import create_run, running
from wagtail_easycars.runs.processes import get_place
from wagtail_easycars.signals import sync_finished
from wagtail_easycars.stock.sync import sync_stock

pytestmark = pytest.mark.django_db

STOCK = SyncRun.Kind.STOCK


def new_run(site, kind=STOCK):
    return create_run(site, kind, trigger=SyncRun.Trigger.COMMAND)


def start(run):
    """Let ``run`` be under way, as another process would have it."""
    lease = hold(run)
    SyncRun.objects.filter(pk=run.pk).update(
        status=SyncRun.Status.RUNNING, started_at=timezone.now()
    )
    return lease


def set_holder(holder):
    SyncLease.objects.update(holder=holder)


def expire():
    SyncLease.objects.update(expires_at=timezone.now() - timedelta(seconds=1))


def test_a_second_run_is_told_which_one_is_under_way(site):
    first = new_run(site)
    hold(first)
    second = new_run(site)
    with pytest.raises(RunUnderWay) as caught:
        hold(second)
    assert caught.value.run == first
    assert f"#{first.pk}" in str(caught.value)
    assert "harbour.example" in str(caught.value)


def test_the_command_ends_with_1_and_names_the_run_under_way(sandbox, site, easycars):
    sandbox.set_stock("harbour", plain_items(2))
    first = new_run(site)
    start(first)
    outcome = run_command("easycars_sync", "stock", "--site", "harbour.example")
    assert outcome.status == 1
    assert f"run #{first.pk}" in outcome.stderr
    assert "Traceback" not in outcome.said
    assert list(SyncRun.objects.all()) == [first]
    assert Vehicle.objects.count() == 0

    outcome = run_command("easycars_sync", "stock", "--site", "harbour.example", "--json")
    assert (outcome.status, outcome.report["status"]) == (1, "failed")
    assert f"#{first.pk}" in outcome.report["error"]
    assert (outcome.report["created"], outcome.report["held"]) == (0, 0)


def test_deciding_about_held_vehicles_waits_for_a_run_under_way(site, easycars):
    first = new_run(site)
    start(first)
    outcome = run_command("easycars_held", "--site", "harbour.example", "--approve", "--json")
    assert (outcome.status, outcome.report["status"]) == (1, "failed")
    assert f"#{first.pk}" in outcome.stderr
    assert list(SyncRun.objects.all()) == [first]


def test_other_kinds_and_sites_do_not_wait(site):
    hold(new_run(site))
    hold(new_run(site, SyncRun.Kind.IMAGES))
    hold(new_run(site, SyncRun.Kind.LEADS))


def test_a_released_lease_is_free(site):
    hold(new_run(site)).release()
    hold(new_run(site))


def test_an_expired_lease_is_taken_over_and_its_run_marked_as_interrupted(sandbox, site, sync):
    sandbox.set_stock("harbour", plain_items(2))
    first = new_run(site)
    start(first)
    set_holder("another-host/1:abc")
    expire()
    assert sync().status == SyncRun.Status.SUCCESS
    first.refresh_from_db()
    assert (first.status, first.finished_at is not None) == (SyncRun.Status.FAILED, True)
    assert "interrupted" in first.error


def test_a_dead_run_that_is_replaced_is_announced_too(site, django_capture_on_commit_callbacks):
    first = new_run(site)
    start(first)
    expire()
    heard = []

    def listen(run, **kwargs):
        heard.append((run.pk, run.status))

    sync_finished.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True), running(new_run(site)):
            pass
    finally:
        sync_finished.disconnect(listen)
    assert heard[0] == (first.pk, SyncRun.Status.FAILED)


def test_a_run_that_was_recorded_as_interrupted_before_it_began_does_not_begin(site):
    run = new_run(site)
    SyncRun.objects.update(status=SyncRun.Status.FAILED, error="interrupted")
    with pytest.raises(LeaseLost), running(run):
        pytest.fail("It has begun.")
    run.refresh_from_db()
    assert (run.status, run.error) == (SyncRun.Status.FAILED, "interrupted")
    hold(new_run(site))


def test_a_holder_on_another_host_is_waited_for_until_its_lease_expires(site):
    hold(new_run(site))
    set_holder(f"another-host/{dead_pid()}:abc")
    with pytest.raises(RunUnderWay):
        hold(new_run(site))
    expire()
    hold(new_run(site))


def test_a_holder_whose_process_is_dead_is_replaced_at_once(site):
    hold(new_run(site))
    set_holder(f"{get_place()}/{dead_pid()}:abc")
    hold(new_run(site))


def test_a_lease_that_a_wrong_clock_has_given_for_years_is_taken_over(site):
    hold(new_run(site))
    SyncLease.objects.update(expires_at=timezone.now() + timedelta(days=4000))
    hold(new_run(site))


def test_a_stale_holder_can_neither_renew_nor_release(site):
    stale = hold(new_run(site))
    expire()
    current = hold(new_run(site))
    with pytest.raises(LeaseLost):
        stale.renew()
    stale.release()
    current.renew()
    with pytest.raises(RunUnderWay):
        hold(new_run(site))


def test_a_lease_that_expired_and_that_nobody_took_is_renewed(site):
    lease = hold(new_run(site))
    expire()
    lease.renew()
    with pytest.raises(RunUnderWay):
        hold(new_run(site))


class Usurper:
    """Takes a run's lease over after its ``after``-th batch, as if it had been silent."""

    def __init__(self, site, after):
        self.site = site
        self.after = after
        self.run = None

    def __call__(self, run):
        self.after -= 1
        if self.after == 0:
            expire()
            self.run = new_run(self.site)
            start(self.run)


@pytest.mark.parametrize("after", [1, 2, 3, 4, 5, 6])
def test_a_run_that_lost_its_lease_writes_nothing_more(
    sandbox, site, easycars, sync, settings, after
):
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "BATCH_SIZE": 2}
    sandbox.set_stock("harbour", plain_items(6))
    run = new_run(site)
    usurper = Usurper(site, after)
    states = []
    sync_stock(run, progress=lambda run: (usurper(run), states.append(state_of(site))))

    run.refresh_from_db()
    assert len(states) == after
    assert state_of(site) == states[-1]
    if after < 6:
        assert run.status == SyncRun.Status.FAILED
        assert "taken over" in run.error or "interrupted" in run.error
    assert SyncLease.objects.get().run == usurper.run

    expire()
    assert sync().status == SyncRun.Status.SUCCESS
    assert len(listed_numbers(site)) == 6
    usurper.run.refresh_from_db()
    assert usurper.run.status == SyncRun.Status.FAILED


def test_a_run_that_is_told_to_stop_says_so_and_frees_the_lease(sandbox, site, easycars, sync):
    sandbox.set_stock("harbour", plain_items(3))

    def stop(run):
        raise SystemExit(143)

    run = new_run(site)
    with pytest.raises(SystemExit):
        sync_stock(run, progress=stop)
    run.refresh_from_db()
    assert run.status == SyncRun.Status.FAILED
    assert "interrupted" in run.error
    assert sync().status == SyncRun.Status.SUCCESS


def test_an_unforeseen_error_is_recorded_and_the_lease_is_free(sandbox, site, easycars, sync):
    sandbox.set_stock("harbour", plain_items(3))

    def break_down(run):
        raise ZeroDivisionError("secret of a library")

    run = new_run(site)
    with pytest.raises(ZeroDivisionError):
        sync_stock(run, progress=break_down)
    run.refresh_from_db()
    assert run.status == SyncRun.Status.FAILED
    assert "ZeroDivisionError" in run.error
    assert "secret of a library" not in run.error
    assert sync().status == SyncRun.Status.SUCCESS


def test_a_failed_run_frees_the_lease(sandbox, site, sync):
    sandbox.fail("html_page", "GetAdvertisementStocks", times=2)
    assert sync().status == SyncRun.Status.FAILED
    sandbox.heal()
    sandbox.set_stock("harbour", plain_items(2))
    assert sync().status == SyncRun.Status.SUCCESS
    assert SyncLease.objects.get().holder == ""


def test_each_holder_raises_the_fence(site):
    fences = []
    for _ in range(3):
        hold(new_run(site)).release()
        fences.append(SyncLease.objects.get().fence)
    assert fences == [1, 2, 3]

"""A run that is stopped ends at once, writes nothing more, and leaves the rest to the next."""

import threading
import time

import pytest
from django.db import connection

from tests.images.run.conftest import configure
from tests.images.run.host import Page, jpeg
from wagtail_easycars.models import ImageSource, StoredImage, SyncLease, SyncRun

pytestmark = pytest.mark.django_db

# Longer than any test may wait.
FOREVER = 30
MANY = {f"N{number:03}": [f"lead-{number}", f"second-{number}"] for number in range(20)}


def run_until_first_picture(dealer, work):
    """Run; do ``work`` once a picture is stored."""

    def progress(run):
        if run.created:
            work()

    return dealer.run(progress=progress)


def lose_lease():
    SyncLease.objects.update(fence=999, holder="another")


def end_of_threads():
    threads = [each for each in threading.enumerate() if each.name == "easycars-pictures"]
    for thread in threads:
        thread.join(timeout=5)
    return not any(thread.is_alive() for thread in threads)


def test_a_run_that_lost_its_lease_writes_nothing_more(dealer):
    dealer.advertise(MANY)
    seen = []

    def lose():
        seen.append(StoredImage.objects.count())
        lose_lease()

    run = run_until_first_picture(dealer, lose)
    assert run.status == SyncRun.Status.FAILED
    assert "taken over" in run.error
    assert StoredImage.objects.count() == seen[0] < 40
    assert SyncLease.objects.get(kind="images").holder == "another"


def count_renewals(dealer):
    renewals = []

    def note(execute, sql, *args):
        if sql.startswith("UPDATE") and "synclease" in sql:
            renewals.append(sql)
        return execute(sql, *args)

    with connection.execute_wrapper(note):
        assert dealer.run().status == SyncRun.Status.SUCCESS
    return len(renewals)


@pytest.mark.slow
def test_while_pictures_are_slow_the_lease_is_renewed(dealer, host, settings):
    configure(settings, LEASE_SECONDS=1)
    dealer.advertise({"A1": ["a"]})
    fast = count_renewals(dealer)
    host.pages = {"slow": Page(jpeg("slow"), seconds=2)}
    dealer.advertise({"A1": ["a", "slow"]})
    assert count_renewals(dealer) >= fast + 2


def test_its_threads_end(dealer):
    dealer.advertise(MANY)
    run_until_first_picture(dealer, lose_lease)
    assert end_of_threads()


def test_a_signal_ends_a_run_without_waiting_for_its_downloads(dealer, host):
    for number in range(20):
        host.pages[f"second-{number}"] = Page(jpeg("x"), seconds=FOREVER)

    def stop():
        raise SystemExit

    dealer.advertise(MANY)
    started = time.monotonic()
    with pytest.raises(SystemExit):
        run_until_first_picture(dealer, stop)
    assert time.monotonic() - started < FOREVER / 2
    run = SyncRun.objects.filter(kind="images").get()
    assert (run.status, run.created > 0) == ("failed", True)
    assert "interrupted" in run.error


def test_the_next_run_does_the_rest(dealer, host):
    dealer.advertise(MANY)
    with pytest.raises(KeyboardInterrupt):
        run_until_first_picture(dealer, interrupt)
    stored = StoredImage.objects.count()
    assert 0 < stored < 40
    host.requests.clear()
    run = dealer.run()
    assert (run.status, run.created) == ("success", 40 - stored)
    assert dealer.stored().count() == 40
    assert not ImageSource.objects.exclude(claimed_by=None).exists()


def interrupt():
    raise KeyboardInterrupt


@pytest.mark.slow
def test_a_run_of_the_queue_ends_in_time_and_leaves_the_rest(dealer, monkeypatch):
    from django_q.conf import Conf

    monkeypatch.setattr(Conf, "TIMEOUT", 0.0001)
    dealer.advertise(MANY)
    run = dealer.run(trigger="schedule")
    assert (run.status, run.total - run.done) == ("success", 40)
    monkeypatch.setattr(Conf, "TIMEOUT", 600)
    assert dealer.run(trigger="schedule").created == 40

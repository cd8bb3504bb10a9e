"""A picture that cannot be had leaves what was there, says why, and is tried again ever later."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.images.run.host import Page, jpeg
from wagtail_easycars.images.failures import get_longest_wait
from wagtail_easycars.models import ImageSource, StoredImage, SyncChange

pytestmark = pytest.mark.django_db


@pytest.fixture
def failed(dealer, host):
    """A run that had one of two pictures."""
    host.breaks("back")
    dealer.advertise({"A1": ["front", "back"]})
    return dealer.run()


def test_the_others_are_stored_and_the_run_warns(failed, dealer):
    assert (failed.status, failed.created, failed.failed) == ("warning", 1, 1)
    assert failed.error == "1 picture could not be stored."
    assert dealer.galleries() == {"A1": ["front", None]}


def test_its_reason_is_in_the_history_and_with_the_address(failed, dealer, host):
    change = failed.changes.get()
    assert (change.action, change.reference) == (SyncChange.Action.FAILED, "A1")
    assert change.after == {"url": host.url("back")}
    assert change.error == dealer.source("back").last_error != ""


def test_an_error_page_that_claims_to_be_a_picture_is_not_stored(dealer, host):
    host.pages["front"] = Page(b"<h1>Sorry</h1>")
    dealer.advertise({"A1": ["front"]})
    run = dealer.run()
    assert (run.created, run.failed) == (0, 1)
    assert not StoredImage.objects.exists()


def test_a_new_address_that_fails_leaves_the_old_picture(dealer, host):
    dealer.advertise({"A1": ["front", "back"]})
    dealer.run()
    host.breaks("front-2")
    dealer.advertise({"A1": ["front-2", "back"]})
    assert dealer.galleries() == {"A1": ["front", "back"]}
    dealer.run()
    assert dealer.galleries() == {"A1": ["front", "back"]}
    host.heal()
    dealer.run()
    assert dealer.galleries() == {"A1": ["front-2", "back"]}
    assert dealer.stored().count() == 2


def test_the_schedule_waits_until_a_failed_picture_may_be_tried_again(failed, dealer, host):
    host.heal()
    host.requests.clear()
    ImageSource.objects.filter(stored_image=None).update(
        next_attempt_at=timezone.now() + timedelta(hours=1)
    )
    run = dealer.run(trigger="schedule")
    assert (run.status, run.total, host.requests) == ("success", 1, [])
    ImageSource.objects.filter(stored_image=None).update(next_attempt_at=timezone.now())
    run = dealer.run(trigger="schedule")
    assert (run.created, host.requests) == (1, ["back"])


@pytest.mark.parametrize("trigger", ["command", "manual"])
def test_who_starts_a_run_by_hand_does_not_wait(failed, dealer, host, trigger):
    host.heal()
    ImageSource.objects.update(next_attempt_at=timezone.now() + timedelta(hours=1))
    assert dealer.run(trigger=trigger).created == 1
    source = dealer.source("back")
    assert (source.attempts, source.last_error, source.next_attempt_at) == (0, "", None)


def test_each_failure_may_make_the_next_wait_longer(failed, dealer):
    for attempts in (1, 2, 3):
        source = dealer.source("back")
        assert source.attempts == attempts
        wait = source.next_attempt_at - source.last_attempt_at
        assert timedelta(0) <= wait <= get_longest_wait(attempts)
        assert dealer.run().failed == 1


@pytest.mark.parametrize(
    ("attempts", "minutes"), [(1, 5), (2, 10), (3, 20), (9, 1280), (10, 1440), (10_000, 1440)]
)
def test_waits_double_up_to_a_day(attempts, minutes):
    assert get_longest_wait(attempts) == timedelta(minutes=minutes)


def test_one_content_that_cannot_be_stored_fails_at_all_its_addresses(dealer, host, settings):
    settings.WAGTAIL_EASYCARS = {
        **settings.WAGTAIL_EASYCARS,
        "IMAGE_STORAGE": "tests.images.run.storages.RefusingStorage",
    }
    host.pages = {"x": Page(jpeg("same")), "y": Page(jpeg("same"))}
    dealer.advertise({"A1": ["x", "y", "z"]})
    run = dealer.run()
    assert (run.status, run.failed, run.done) == ("warning", 3, 3)
    assert set(run.changes.values_list("error", flat=True)) == {"Not this one."}


def test_a_storage_that_takes_nothing_ends_the_run_and_keeps_what_is_done(dealer, host, settings):
    settings.WAGTAIL_EASYCARS = {
        **settings.WAGTAIL_EASYCARS,
        "IMAGE_STORAGE": "tests.images.run.storages.FullStorage",
        "IMAGE_CONNECTIONS": 1,
    }
    dealer.advertise({"A1": [f"picture-{number}" for number in range(20)]})
    run = dealer.run()
    assert (run.status, run.error, run.created) == ("failed", "There is no room left.", 3)
    assert not dealer.sources().exclude(claimed_by=None).exists()
    assert not dealer.sources().exclude(last_error="").exists()
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "IMAGE_CONNECTIONS": 8}
    FULL = "tests.images.run.storages.MemoryStorage"
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "IMAGE_STORAGE": FULL}
    assert dealer.run().created == 17


def test_an_error_that_nobody_foresaw_is_one_pictures_trouble(dealer, host, settings, caplog):
    settings.WAGTAIL_EASYCARS = {
        **settings.WAGTAIL_EASYCARS,
        "IMAGE_STORAGE": "tests.images.run.storages.BuggyStorage",
    }
    dealer.advertise({"A1": ["front"]})
    run = dealer.run()
    assert (run.status, run.failed) == ("warning", 1)
    assert "ZeroDivisionError" in run.changes.get().error
    assert "met an unforeseen error" in caplog.text

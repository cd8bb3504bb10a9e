"""What a stock run leaves to do is queued, once, and never carried out in its place."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_q.models import OrmQ

from tests.torture.commands import run_command
from wagtail_easycars.flows import follow_up
from wagtail_easycars.images.follow_up import LOST_AFTER, queue_images
from wagtail_easycars.models import ImageSource, SyncLease, SyncRun, Vehicle, VehicleImage
from wagtail_easycars.runs.lifecycle import create_run
from wagtail_easycars.tasks import carry_out_run

pytestmark = pytest.mark.django_db

SITE = ("--site", "harbour.example")


def waiting():
    return SyncRun.objects.filter(kind="images", status="queued")


@pytest.fixture
def sync_by_command(dealer, django_capture_on_commit_callbacks):
    """Let the feed have one vehicle with ``names``, and synchronise its stock by command."""

    def sync(*names):
        dealer.change_feed({"A1": list(names)})
        with django_capture_on_commit_callbacks(execute=True):
            return run_command("easycars_sync", "stock", *SITE)

    return sync


def test_new_pictures_are_queued_and_not_waited_for(sync_by_command, host):
    assert sync_by_command("a").status == 0
    assert waiting().get().trigger == SyncRun.Trigger.SCHEDULE
    assert OrmQ.objects.count() == 1
    assert host.requests == []


def test_a_worker_then_stores_them(sync_by_command, dealer):
    sync_by_command("a", "b")
    carry_out_run(waiting().get().pk)
    assert dealer.galleries() == {"A1": ["a", "b"]}
    assert not waiting().exists()


def test_a_stock_run_of_the_queue_is_followed_too(dealer):
    dealer.change_feed({"A1": ["a"]})
    carry_out_run(create_run(dealer.site, "stock", trigger="schedule").pk)
    assert waiting().count() == 1


def test_nothing_new_queues_nothing(sync_by_command, dealer):
    sync_by_command("a")
    carry_out_run(waiting().get().pk)
    sync_by_command("a")
    assert not waiting().exists()


def test_a_failed_stock_run_queues_nothing(sync_by_command, sandbox):
    sandbox.fail("html_page", "GetAdvertisementStocks", times=5)
    assert sync_by_command("a").status == 1
    assert not waiting().exists()


def test_one_that_waits_is_enough(sync_by_command):
    sync_by_command("a")
    sync_by_command("a", "b")
    assert waiting().count() == OrmQ.objects.count() == 1


def test_one_that_the_queue_has_lost_is_queued_again(
    sync_by_command, dealer, django_capture_on_commit_callbacks
):
    sync_by_command("a")
    OrmQ.objects.all().delete()
    waiting().update(queued_at=timezone.now() - LOST_AFTER - timedelta(seconds=1))
    for _time in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            queue_images(dealer.site)
    assert waiting().count() == OrmQ.objects.count() == 1


def test_one_at_work_is_not_joined_by_another(sync_by_command, dealer):
    SyncLease.objects.create(
        site=dealer.site,
        kind="images",
        holder="elsewhere/1:x",
        expires_at=timezone.now() + timedelta(minutes=1),
    )
    sync_by_command("a")
    assert not waiting().exists()


def test_what_came_while_it_was_at_work_follows_it(dealer):
    dealer.advertise({"A1": ["a"], "B2": ["b"]})
    run = dealer.run(trigger="schedule", progress=lambda run: run.created and arrive())
    follow_up(run)
    assert waiting().count() == 1


def arrive():
    """Have a picture come that was not there when the run began."""
    vehicle = Vehicle.objects.get(stock_number="A1")
    VehicleImage.objects.get_or_create(
        vehicle=vehicle, position=9, source_url="http://late.example"
    )


def test_a_picture_that_waits_for_its_next_attempt_queues_nothing(dealer, host):
    host.breaks("a")
    dealer.advertise({"A1": ["a"]})
    dealer.run()
    ImageSource.objects.update(next_attempt_at=timezone.now() + timedelta(hours=1))
    queue_images(dealer.site)
    assert not waiting().exists()
    ImageSource.objects.update(next_attempt_at=timezone.now())
    queue_images(dealer.site)
    assert waiting().count() == 1


def test_who_does_all_at_once_needs_no_queue(dealer):
    dealer.change_feed({"A1": ["a"]})
    assert run_command("easycars_sync", "all", *SITE).status == 0
    assert dealer.galleries() == {"A1": ["a"]}
    assert not waiting().exists()

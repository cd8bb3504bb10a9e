"""A run that a button or a schedule queues is carried out once, however often it is delivered."""

from __future__ import annotations

import pytest
from django_q.conf import Conf

from wagtail_easycars.models import SyncRun
from wagtail_easycars.runs.lease import hold
from wagtail_easycars.runs.lifecycle import create_run
from wagtail_easycars.runs.queue import enqueue_run
from wagtail_easycars.sandbox.catalogue import generate
from wagtail_easycars.tasks import carry_out_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def queued(sandbox, easycars):
    sandbox.set_stock("harbour", generate(3, seed=8))
    return create_run(easycars.site, SyncRun.Kind.STOCK, trigger=SyncRun.Trigger.MANUAL)


def test_a_queued_run_is_carried_out_by_a_worker(
    queued, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(Conf, "SYNC", True)
    with django_capture_on_commit_callbacks(execute=True):
        enqueue_run(queued)
    queued.refresh_from_db()
    assert (queued.status, queued.created) == (SyncRun.Status.SUCCESS, 3)


def test_a_message_delivered_twice_does_nothing_the_second_time(queued):
    carry_out_run(queued.pk)
    carry_out_run(queued.pk)
    queued.refresh_from_db()
    assert (queued.status, queued.created) == (SyncRun.Status.SUCCESS, 3)
    assert SyncRun.objects.filter(kind=SyncRun.Kind.STOCK).count() == 1


def test_a_second_worker_does_not_touch_the_run_of_the_first(queued):
    SyncRun.objects.filter(pk=queued.pk).update(status=SyncRun.Status.RUNNING)
    hold(queued)
    carry_out_run(queued.pk)
    queued.refresh_from_db()
    assert queued.status == SyncRun.Status.RUNNING


def test_a_run_that_finds_another_at_work_leaves_no_trace(queued):
    other = create_run(queued.site, SyncRun.Kind.STOCK, trigger=SyncRun.Trigger.COMMAND)
    hold(other)
    carry_out_run(queued.pk)
    assert list(SyncRun.objects.all()) == [other]


def test_a_run_that_was_deleted_is_no_trouble(db):
    carry_out_run(4711)

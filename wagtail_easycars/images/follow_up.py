"""Has the queue carry out a run over pictures where there is something to do."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from wagtail.models import Site

from wagtail_easycars.connection import NotConfigured, get_settings
from wagtail_easycars.images.claims import due_sources
from wagtail_easycars.images.errors import StorageUnusable
from wagtail_easycars.images.scope import get_scope
from wagtail_easycars.models import SyncRun
from wagtail_easycars.runs.lease import is_held
from wagtail_easycars.runs.lifecycle import create_run
from wagtail_easycars.runs.queue import enqueue_again, enqueue_run, get_last_told

# A run that waits for longer may have been lost by the queue.
LOST_AFTER = timedelta(hours=1)


def queue_images(site: Site) -> None:
    """Queue a run over the pictures of ``site`` unless there is nothing to do, or one at work.

    A run that waits already is left to the queue, and told to it again once it may be lost.
    """
    if not _has_work(site) or is_held(site, SyncRun.Kind.IMAGES):
        return
    waiting = SyncRun.objects.filter(
        site=site, kind=SyncRun.Kind.IMAGES, status=SyncRun.Status.QUEUED
    ).first()
    if waiting is None:
        enqueue_run(create_run(site, SyncRun.Kind.IMAGES, trigger=SyncRun.Trigger.SCHEDULE))
    elif get_last_told(waiting) < timezone.now() - LOST_AFTER:
        enqueue_again(waiting, timezone.now())


def _has_work(site: Site) -> bool:
    try:
        scope = get_scope(get_settings(site))
    except NotConfigured:
        return False
    except StorageUnusable:
        return True  # The run says so where a person looks for it.
    if scope.unlinked_places().exists() or scope.places().outdated().exists():
        return True
    return due_sources(scope, timezone.now(), ignore_waits=False, recheck=False).exists()

"""Forgets runs that nobody will look for, a little at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from wagtail.models import Site

from wagtail_easycars.conf import app_settings
from wagtail_easycars.models import SyncChange, SyncRun

# Few enough for one statement not to hold others up.
CHANGES_A_BATCH = 1000
RUNS_A_BATCH = 200


def get_old_runs(site: Site, now: datetime) -> QuerySet[SyncRun]:
    """Return the runs of ``site`` that ended more than ``RUN_RETENTION_DAYS`` days before ``now``.

    But not the last of each kind, and not the last that saw the whole stock: what is missing from
    the feed is reckoned from it.
    """
    runs = SyncRun.objects.filter(site=site).exclude(status__in=SyncRun.UNFINISHED)
    oldest = now - timedelta(days=app_settings.RUN_RETENTION_DAYS)
    return runs.filter(queued_at__lt=oldest).exclude(pk__in=_get_last_runs(site))


def delete_old_runs(site: Site, now: datetime) -> Iterator[int]:
    """Delete what ``get_old_runs()`` returns, with their changes, batch by batch; yield after each,
    be it of changes only, how many runs it had."""
    old = get_old_runs(site, now).order_by("pk").values_list("pk", flat=True)
    while keys := list(old[:RUNS_A_BATCH]):
        yield from _delete_changes(keys)
        SyncRun.objects.filter(pk__in=keys).delete()
        yield len(keys)


def _get_last_runs(site: Site) -> list[int]:
    conditions = [Q(kind=kind) for kind in SyncRun.Kind.values]
    conditions.append(Q(kind=SyncRun.Kind.STOCK, is_complete=True))
    runs = SyncRun.objects.filter(site=site).order_by("-pk").values_list("pk", flat=True)
    last = [runs.filter(condition).first() for condition in conditions]
    return [key for key in last if key is not None]


def _delete_changes(run_ids: list[int]) -> Iterator[int]:
    changes = SyncChange.objects.filter(run__in=run_ids).order_by().values_list("pk", flat=True)
    while keys := list(changes[:CHANGES_A_BATCH]):
        SyncChange.objects.filter(pk__in=keys).delete()
        yield 0

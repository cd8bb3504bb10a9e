"""The runs of the days before, so that the history has more in it than this morning.

They changed nothing, and so have no changes to show.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone
from wagtail.models import Site

from wagtail_easycars.client.errors import ServiceFailed
from wagtail_easycars.models import SyncRun
from wagtail_easycars.sandbox.catalogue import stock_of

DAYS = 12
HOURS = (6, 12, 18)
LASTED = timedelta(seconds=2)
# The days, counted backwards, on which EasyCars was out of order at noon.
OUTAGES = (4, 9)


def make_past_runs(site: Site, account: str) -> None:
    """Make the runs of the last ``DAYS`` days, unless ``site`` has any."""
    if SyncRun.objects.filter(site=site).exists():
        return
    runs = SyncRun.objects.bulk_create(_past_runs(site, len(stock_of(account))))
    made = SyncRun.objects.filter(pk__in=[run.pk for run in runs])
    made.update(queued_at=F("started_at"))  # Django sets it to now.


def _past_runs(site: Site, vehicles: int) -> Iterator[SyncRun]:
    today = timezone.localtime().replace(minute=0, second=0, microsecond=0)
    for days_ago in range(DAYS, 0, -1):
        for hour in HOURS:
            began = today.replace(hour=hour) - timedelta(days=days_ago)
            if hour == HOURS[1] and days_ago in OUTAGES:
                yield _failed(site, began)
            else:
                yield _unchanged(site, began, vehicles)


def _unchanged(site: Site, began: datetime, vehicles: int) -> SyncRun:
    return SyncRun(
        **_timing(site, began),
        status=SyncRun.Status.SUCCESS,
        is_complete=True,
        done=vehicles,
        total=vehicles,
        seen=vehicles,
        unchanged=vehicles,
    )


def _failed(site: Site, began: datetime) -> SyncRun:
    return SyncRun(
        **_timing(site, began), status=SyncRun.Status.FAILED, error=str(ServiceFailed.explanation)
    )


def _timing(site: Site, began: datetime) -> dict[str, Any]:
    ended = began + LASTED
    return {
        "site": site,
        "kind": SyncRun.Kind.STOCK,
        "trigger": SyncRun.Trigger.SCHEDULE,
        "started_at": began,
        "heartbeat_at": ended,
        "finished_at": ended,
    }

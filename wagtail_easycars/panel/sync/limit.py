"""How often people may start syncs of a site by hand.

Counted in Wagtail's log of what people did, so it holds over several processes and machines.
"""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import ngettext
from wagtail.models import ModelLogEntry, Site

from wagtail_easycars.conf import app_settings
from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.models import SyncRun
from wagtail_easycars.panel.sync.log_actions import START_ACTION


class TooManySyncs(EasyCarsError):
    """People have started too many syncs; in ``seconds`` the next one may be."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        minutes = math.ceil(seconds / 60)
        super().__init__(
            ngettext(
                "This was synchronised several times just now. Try again in a minute.",
                "This was synchronised several times just now. Try again in %(count)d minutes.",
                minutes,
            )
            % {"count": minutes}
        )


def check_limit(site: Site, kind: str) -> None:
    """Raise ``TooManySyncs`` where people started as many syncs of late as they may.

    A limit of 0 is none.
    """
    limit = app_settings.MANUAL_SYNC_LIMIT
    if not limit:
        return
    now = timezone.now()
    period = timedelta(seconds=app_settings.MANUAL_SYNC_LIMIT_SECONDS)
    started = list(_get_times(site, kind, now - period)[:limit])
    if len(started) >= limit:
        wait = started[-1] + period - now
        raise TooManySyncs(max(1, math.ceil(wait.total_seconds())))


def _get_times(site: Site, kind: str, since: datetime) -> QuerySet[ModelLogEntry, datetime]:
    """Return when syncs were started after ``since``, the latest first."""
    entries = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(SyncRun),
        action=START_ACTION,
        timestamp__gt=since,
        data__site=site.pk,
        data__kind=kind,
    )
    return entries.order_by("-timestamp").values_list("timestamp", flat=True)

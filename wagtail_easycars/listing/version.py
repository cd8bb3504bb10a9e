"""Tells apart two states of the stock, so that what was counted in one is not shown in the other.

The version is the newest entry of each history: changes by a sync, and by editors to pages and to
vehicles. They are written in the transaction of the change itself, so that the version is right in
every process at once, for the price of three look-ups by primary key; a sync that finds nothing new
leaves it as it is. What code saves by itself writes no history, and the end of a page's restriction
writes it too early: a signal tells the cache, which other processes share or not.
``QuerySet.update()`` tells nobody, hence ``MAX_AGE`` (seconds).
"""

from __future__ import annotations

import uuid
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import ModelLogEntry, PageLogEntry, PageViewRestriction

from wagtail_easycars.models.runs import SyncChange
from wagtail_easycars.models.vehicles import Vehicle

MAX_AGE = 300
SAVED_KEY = "wagtail_easycars.vehicle_saved"


def get_stock_version() -> str:
    """Return the version; read it before what is to be kept under it."""
    newest = [
        _newest(SyncChange.objects.values_list("pk", "created_at")),
        _newest(PageLogEntry.objects.values_list("pk", "timestamp")),
        _newest(ModelLogEntry.objects.values_list("pk", "timestamp")),
    ]
    return "-".join(str(part) for part in (*newest, cache.get(SAVED_KEY)))


def _newest(history: QuerySet[Any, Any]) -> Any:
    """Return the last entry with its time, since a key may be given out twice after a restore."""
    return history.order_by("-pk").first()


@receiver([post_save, post_delete], sender=PageViewRestriction)
@receiver([post_save, post_delete], sender=Vehicle)
def note_change(**kwargs: Any) -> None:
    cache.set(SAVED_KEY, uuid.uuid4().hex, timeout=None)

"""Tells apart two states of the stock, so that what was counted in one is not shown in the other.

The version is the newest entry of each history: changes by a sync, and by editors to pages and to
vehicles. They are written in the transaction of the change itself, so that the version is right in
every process at once, for the price of three look-ups by primary key; a sync that finds nothing new
leaves it as it is. What code saves by itself writes no history, and the end of a page's restriction
writes it too early: a signal tells the cache, which other processes share or not.
``QuerySet.update()`` tells nobody, hence ``MAX_AGE`` (seconds).

The newest entry is not always the last to come: PostgreSQL and MariaDB give out keys when a row is
written, and who got a lower one may commit later. So while the newest entry is younger than
``SETTLING_TIME``, longer than a batch takes to be committed, a version lasts ``SETTLING_AGE``
seconds, whatever the histories say.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry, PageViewRestriction

from wagtail_easycars.models.runs import SyncChange
from wagtail_easycars.models.vehicles import Vehicle

MAX_AGE = 300
SETTLING_TIME = timedelta(minutes=1)
SETTLING_AGE = 5
SAVED_KEY = "wagtail_easycars.vehicle_saved"


@dataclass(frozen=True, slots=True)
class StockVersion:
    """``max_age`` (seconds) is how long what is kept under ``name`` may be shown."""

    name: str
    max_age: int


def get_stock_version() -> StockVersion:
    """Return the version; read it before what is to be kept under it."""
    newest = [
        _newest(SyncChange.objects.values_list("pk", "created_at")),
        _newest(PageLogEntry.objects.values_list("pk", "timestamp")),
        _newest(ModelLogEntry.objects.values_list("pk", "timestamp")),
    ]
    parts: list[Any] = [*newest, cache.get(SAVED_KEY)]
    now = timezone.now()
    is_settling = any(entry and now - entry[1] < SETTLING_TIME for entry in newest)
    if is_settling:
        # In the name, so that nothing is worked out later of what was read by then.
        parts.append(int(now.timestamp()) // SETTLING_AGE)
    return StockVersion(
        name="-".join(str(part) for part in parts),
        max_age=SETTLING_AGE if is_settling else MAX_AGE,
    )


def _newest(history: QuerySet[Any, Any]) -> Any:
    """Return the last entry with its time, since a key may be given out twice after a restore."""
    return history.order_by("-pk").first()


@receiver([post_save, post_delete], sender=PageViewRestriction)
@receiver([post_save, post_delete], sender=Vehicle)
def note_change(using: str | None = None, **kwargs: Any) -> None:
    """Begin a new version once others can see the change: who comes before would keep the old stock
    under it."""
    transaction.on_commit(_begin_version, using=using, robust=True)


def _begin_version() -> None:
    cache.set(SAVED_KEY, uuid.uuid4().hex, timeout=None)

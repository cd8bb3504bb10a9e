"""Which addresses a run takes on, so that two sites of one account download none twice."""

from __future__ import annotations

import math
import time
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.db import connection, transaction
from django.db.models import Min, Q
from django.utils import timezone

from wagtail_easycars.images.addresses import without_query
from wagtail_easycars.images.scope import Scope
from wagtail_easycars.models import ImageSource
from wagtail_easycars.models.images import ImageSourceQuerySet
from wagtail_easycars.runs.lease import Lease

# Longer than the slowest download and storing of what is claimed at once; if a machine dies, the
# other sites of the account wait for so long before they take its addresses over.
CLAIM_DURATION = timedelta(minutes=10)


@dataclass(frozen=True)
class Task:
    """An address to download.

    ``etag`` is that of the picture with the key ``stored_id``, which the address may lead to.
    ``is_stored`` says that the address has a picture already, and is asked whether it has changed.
    """

    source_id: int
    url: str
    attempts: int
    is_stored: bool
    etag: str
    stored_id: int | None


def due_sources(
    scope: Scope, now: datetime, *, ignore_waits: bool, recheck: bool
) -> ImageSourceQuerySet:
    """Return the addresses to download, or to ask whether they have changed (``recheck``)."""
    sources = scope.shown_sources().filter(scope.free(now))
    if recheck:
        return sources
    return sources.filter(stored_image=None) if ignore_waits else sources.due(now)


class Claims:
    """Hands out the addresses that are due: the lead pictures of all vehicles first.

    ``total`` says how many there were, ``left`` how many were not handed out because the
    ``time_limit`` (seconds) was over; ``None`` is no limit.
    """

    def __init__(
        self,
        scope: Scope,
        lease: Lease,
        *,
        ignore_waits: bool,
        recheck: bool,
        time_limit: float | None = None,
    ) -> None:
        self._scope = scope
        self._lease = lease
        self._recheck = recheck
        now = timezone.now()
        due = due_sources(scope, now, ignore_waits=ignore_waits, recheck=recheck)
        ordered = due.annotate(place=Min("vehicle_images__position")).order_by("place", "pk")
        # Eight bytes an address, so that memory does not grow with the number of pictures.
        keys = array("Q", ordered.values_list("pk", flat=True))
        self.total = self.left = len(keys)
        self._keys: Iterator[int] = iter(keys)
        self._end = time.monotonic() + time_limit if time_limit else math.inf

    def take(self, count: int) -> list[Task]:
        """Claim the next addresses, ``count`` at most, and return them; none means no more.

        Raises ``LeaseLost`` where another run has taken over.
        """
        while time.monotonic() < self._end and (keys := list(islice(self._keys, count))):
            self.left -= len(keys)
            if tasks := self._claim(keys):
                return tasks
        return []

    def release(self) -> None:
        """Let other sites' runs have what was claimed and not downloaded."""
        with transaction.atomic():
            self._lease.renew()
            claimed = self._scope.sources().filter(claimed_by=self._scope.site)
            claimed.update(claimed_by=None, claimed_until=None)

    def _claim(self, keys: list[int]) -> list[Task]:
        now = timezone.now()
        sources = self._scope.sources().filter(pk__in=keys)
        to_do = sources if self._recheck else sources.filter(stored_image=None)
        with transaction.atomic():
            self._lease.renew()
            # What another site's run writes just now is claimed by it, or will be in a moment.
            free = to_do.filter(self._scope.free(now)).select_for_update(
                skip_locked=connection.features.has_select_for_update_skip_locked
            )
            claimed = list(free.values_list("pk", "url", "attempts", "etag", "stored_image"))
            ImageSource.objects.filter(pk__in=[pk for pk, *_rest in claimed]).update(
                claimed_by=self._scope.site, claimed_until=now + CLAIM_DURATION
            )
            relatives = _Relatives(self._scope, [pk for pk, *_rest in claimed])
        tasks = {}
        for pk, url, attempts, etag, stored_id in claimed:
            is_stored = stored_id is not None
            known = (etag, stored_id) if is_stored else relatives.of(url)
            tasks[pk] = Task(pk, url, attempts, is_stored, *known)
        return [tasks[key] for key in keys if key in tasks]


class _Relatives:
    """The stored pictures that the places of ``source_ids`` show from an earlier address."""

    def __init__(self, scope: Scope, source_ids: Iterable[int]) -> None:
        shown = Q(stored_image__vehicle_images__source__in=source_ids)
        stored = scope.sources().filter(shown).exclude(etag="").order_by("pk")
        self._known = {
            without_query(url): (etag, stored_id)
            for url, etag, stored_id in stored.values_list("url", "etag", "stored_image")
        }

    def of(self, url: str) -> tuple[str, int | None]:
        """Return ETag and key of the picture whose address differs in its query string only."""
        return self._known.get(without_query(url), ("", None))

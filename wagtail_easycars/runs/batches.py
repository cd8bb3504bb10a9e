"""Writing in batches: each its own transaction, none without the lease."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError
from django.utils import timezone

from wagtail_easycars.conf import app_settings
from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.models import SyncRun
from wagtail_easycars.runs.deadlocks import in_transaction
from wagtail_easycars.runs.lease import Lease

T = TypeVar("T")

Progress = Callable[[SyncRun], None]

REFUSALS = (IntegrityError, DataError, ValidationError)


def no_progress(run: SyncRun) -> None:
    """The progress callback of who does not want to know."""


def batches(
    records: Iterable[T], *, size: int | None = None, weigh: Callable[[T], int] | None = None
) -> Iterator[list[T]]:
    """Yield ``records`` in lists of at most ``size``, and of ``BATCH_BYTES`` by ``weigh``.

    ``size`` is ``BATCH_SIZE`` where it is left out.
    """
    size = size or app_settings.BATCH_SIZE
    batch: list[T] = []
    weight = 0
    for record in records:
        added = weigh(record) if weigh else 0
        too_heavy = weight + added > app_settings.BATCH_BYTES
        if batch and (len(batch) == size or too_heavy):
            yield batch
            batch, weight = [], 0
        batch.append(record)
        weight += added
    if batch:
        yield batch


def in_time(batches: Iterable[T], deadline: float | None) -> Iterator[T]:
    """Yield of ``batches`` what is begun before ``deadline``, by ``time.monotonic()``; the first
    one always, so that whoever goes on until nothing is left comes to an end."""
    for number, batch in enumerate(batches):
        if number and deadline is not None and time.monotonic() >= deadline:
            return
        yield batch


class Refused(EasyCarsError):
    """The database, or a page type, does not take what was to be written."""


def describe_refusal(error: Exception) -> str:
    """Return why a record was refused; a database's own words may repeat what it was given."""
    if isinstance(error, ValidationError):
        return "; ".join(error.messages)
    return type(error).__name__


class BatchWriter:
    """Writes a run's batches and keeps its counts, which others see with each batch."""

    def __init__(self, run: SyncRun, lease: Lease, progress: Progress = no_progress) -> None:
        self.run = run
        self._lease = lease
        self._progress = progress

    def write(
        self,
        batch: Sequence[T],
        write: Callable[[SyncRun, Sequence[T]], Counter[str]],
        *,
        refuse: Callable[[SyncRun, T, str], Counter[str]] | None = None,
    ) -> None:
        """Write ``batch`` in one transaction; ``write`` returns what it adds to the run's counts.

        Where the database or a page type refuses the batch, each record is tried by itself, so that
        one bad record does not keep the others out; ``refuse`` records the bad one. Raises
        ``LeaseLost`` where another run has taken over.
        """
        try:
            self._commit(lambda: write(self.run, batch))
        except Refused as refusal:
            if refuse is None:
                raise
            reason = str(refusal)
        else:
            return
        if len(batch) == 1:
            self._commit(lambda: refuse(self.run, batch[0], reason))
        for record in batch if len(batch) > 1 else ():
            self.write([record], write, refuse=refuse)

    def _commit(self, write: Callable[[], Counter[str]]) -> None:
        new_values = in_transaction(lambda: self._write_and_count(write))
        for name, value in new_values.items():
            setattr(self.run, name, value)
        self._progress(self.run)

    def _write_and_count(self, write: Callable[[], Counter[str]]) -> dict[str, Any]:
        self._lease.renew()
        try:
            counts = write()
        except REFUSALS as error:
            raise Refused(describe_refusal(error)) from error
        new_values: dict[str, Any] = {
            name: getattr(self.run, name) + count for name, count in counts.items()
        }
        new_values["heartbeat_at"] = timezone.now()
        SyncRun.objects.filter(pk=self.run.pk).update(**new_values)
        return new_values

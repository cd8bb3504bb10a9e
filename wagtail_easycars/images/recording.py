"""Writes what became of pictures, in transactions that hold the lease."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from wagtail_easycars.images.claims import Task
from wagtail_easycars.images.failures import as_change, defer, postpone
from wagtail_easycars.images.outcomes import Failed, Known, Outcome, Postponed, Stored
from wagtail_easycars.images.picture_file import PictureFile
from wagtail_easycars.images.reliance import Reliance, get_reliance
from wagtail_easycars.images.scope import Scope
from wagtail_easycars.images.shown_by import ShownBy
from wagtail_easycars.images.storage.base import ImageStorage, Upload
from wagtail_easycars.images.storage.bulk import create_rows
from wagtail_easycars.models import (
    ImageSource,
    StoredImage,
    SyncChange,
    SyncRun,
    Vehicle,
    VehicleImage,
)

ETAG_LENGTH = 255


def record_upload(
    storage: ImageStorage, account: str, picture: PictureFile, upload: Upload, vehicle: Vehicle
) -> tuple[StoredImage, bool]:
    """Return the record of an uploaded picture, and whether it is new.

    Call it in a transaction. ``vehicle`` is the first one that shows the picture.
    """
    return record_uploads(storage, account, [(picture, upload, vehicle)])[0]


def record_uploads(
    storage: ImageStorage, account: str, uploads: Sequence[tuple[PictureFile, Upload, Vehicle]]
) -> list[tuple[StoredImage, bool]]:
    """Do what ``record_upload()`` does for pictures of different contents, in few queries."""
    own = {"account": account, "storage": storage.location}
    hashes = [picture.content_hash for picture, _upload, _vehicle in uploads]
    existing = StoredImage.objects.select_for_update().filter(**own, content_hash__in=hashes)
    known = {stored.content_hash: stored for stored in existing.order_by("pk")}
    records = []
    for picture, upload, vehicle in uploads:
        stored = known.get(picture.content_hash)
        stored = stored or StoredImage(**own, content_hash=picture.content_hash)
        stored.width, stored.height = picture.width, picture.height
        stored.file_size = len(picture.content)
        records.append((stored, upload, vehicle))
    storage.record_all(records)
    create_rows([stored for stored, _upload, _vehicle in records if stored.pk is None])
    for stored in known.values():
        stored.save()
    return [(stored, stored.content_hash not in known) for stored, *_rest in records]


class Recorder:
    """Writes the outcomes of one run; ``changed_vehicles`` are the keys of those that it changed.

    ``write()`` and ``refuse()`` are for ``BatchWriter.write()``.
    """

    def __init__(self, scope: Scope) -> None:
        self.changed_vehicles: set[int] = set()
        self._scope = scope

    def write(self, run: SyncRun, outcomes: Sequence[Outcome]) -> Counter[str]:
        """Write ``outcomes`` and return what they add to the counts of ``run``."""
        tasks = [task for outcome in outcomes for task in outcome.tasks]
        shown_by = ShownBy(self._scope.site, [task.source_id for task in tasks])
        counts = Counter(done=len(tasks))
        now = timezone.now()
        counts += self._write_stored(
            [each for each in outcomes if isinstance(each, Stored)], shown_by, now
        )
        for outcome in outcomes:
            if isinstance(outcome, Known):
                counts += self._write_known(outcome, shown_by, now)
            elif isinstance(outcome, Postponed):
                postpone(outcome.task, now)
            elif isinstance(outcome, Failed):
                counts += self._write_failed(run, outcome, shown_by, now)
        return counts

    def refuse(self, run: SyncRun, outcome: Outcome, reason: str) -> Counter[str]:
        """Record that the database, or the storage's part in it, does not take a picture."""
        failures = [Failed(task, reason) for task in outcome.tasks]
        return self.write(run, failures)

    def _write_stored(
        self, outcomes: Sequence[Stored], shown_by: ShownBy, now: datetime
    ) -> Counter[str]:
        shown, uploads = [], []
        for outcome in outcomes:
            vehicle = shown_by.first_vehicle(task.source_id for task in outcome.tasks)
            # Or it has left the galleries meanwhile; its address and file will follow.
            if vehicle is not None and outcome.upload is not None:
                shown.append(outcome)
                uploads.append((outcome.picture, outcome.upload, vehicle))
        if not uploads:
            return Counter()
        records = record_uploads(self._scope.storage, self._scope.account, uploads)
        for outcome, (stored, _is_new) in zip(shown, records, strict=True):
            for fetched in outcome.fetched:
                self._link(fetched.task, fetched.etag, stored.pk, shown_by, now)
        created = sum(is_new for _stored, is_new in records)
        addresses = sum(len(outcome.fetched) for outcome in shown)
        return Counter(created=created, updated=addresses - created)

    def _write_known(self, outcome: Known, shown_by: ShownBy, now: datetime) -> Counter[str]:
        locked = StoredImage.objects.select_for_update().filter(pk=outcome.stored_id)
        reliance, _key = get_reliance(self._scope, locked)
        if reliance is not Reliance.SHOW:
            postpone(outcome.task, now)  # Deleted, or about to be.
            return Counter()
        task = outcome.task
        self._link(task, outcome.etag, outcome.stored_id, shown_by, now)
        if task.is_stored and task.stored_id == outcome.stored_id:
            return Counter(unchanged=1)
        return Counter(updated=1)

    def _link(
        self, task: Task, etag: str, stored_id: int, shown_by: ShownBy, now: datetime
    ) -> None:
        ImageSource.objects.filter(pk=task.source_id).update(
            stored_image=stored_id,
            etag=etag if len(etag) <= ETAG_LENGTH else "",
            attempts=0,
            last_attempt_at=now,
            next_attempt_at=None,
            last_error="",
            claimed_by=None,
            claimed_until=None,
        )
        places = VehicleImage.objects.filter(source=task.source_id)
        if places.exclude(stored_image=stored_id).update(stored_image=stored_id):
            self.changed_vehicles.update(shown_by.vehicle_ids(task.source_id))

    def _write_failed(
        self, run: SyncRun, outcome: Failed, shown_by: ShownBy, now: datetime
    ) -> Counter[str]:
        defer(outcome.task, outcome.reason, now)
        vehicle = shown_by.first_vehicle([outcome.task.source_id])
        if vehicle is not None:
            SyncChange.objects.bulk_create([as_change(run, outcome.task, outcome.reason, vehicle)])
        return Counter(failed=1)

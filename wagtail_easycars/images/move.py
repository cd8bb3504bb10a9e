"""Moves the pictures of a site to the storage that it uses now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import attrgetter

from django.db.models import Q, QuerySet
from django.utils.translation import ngettext

from wagtail_easycars.conf import app_settings
from wagtail_easycars.connection import get_settings
from wagtail_easycars.images.cleanup import delete_unused
from wagtail_easycars.images.errors import PictureBeingDeleted
from wagtail_easycars.images.link import link_places
from wagtail_easycars.images.purging import purging
from wagtail_easycars.images.recording import record_upload
from wagtail_easycars.images.reliance import Reliance, get_reliance
from wagtail_easycars.images.repoint import get_first_vehicle, repoint
from wagtail_easycars.images.scope import Scope, get_scope
from wagtail_easycars.images.storage.choose import get_storage_at
from wagtail_easycars.images.transfer import (
    AlreadyThere,
    Carrier,
    NotTransferred,
    Transfer,
    Transferred,
    find_lasting_error,
)
from wagtail_easycars.models import StoredImage, SyncChange, SyncRun
from wagtail_easycars.runs.batches import BatchWriter, Progress, batches, no_progress
from wagtail_easycars.runs.lease import Lease
from wagtail_easycars.runs.lifecycle import finish, running

PICTURES_A_CONNECTION = 4


def move_images(run: SyncRun, *, progress: Progress = no_progress) -> None:
    """Move the pictures of ``run``'s site that are not in its present storage into that.

    What cannot be moved stays where it is, and is shown from there; a further run tries it again.
    The old ones are deleted where nothing else uses them. How it went is in ``run``; a foreseen
    error fails the run and is not raised. Raises ``RunUnderWay`` where a run of the site's pictures
    is at work.
    """
    settings = get_settings(run.site)
    with running(run) as lease:
        mover = Mover(get_scope(settings), lease, BatchWriter(run, lease, progress))
        with purging(mover.changed_vehicles):
            warnings = mover.move_all()
        finish(run, warnings)


def get_pictures_elsewhere(scope: Scope) -> QuerySet[StoredImage]:
    """Return the pictures of the site's galleries that are in another storage than ``scope``'s."""
    used = Q(vehicle_images__vehicle__site=scope.site)
    used |= Q(sources__vehicle_images__vehicle__site=scope.site)
    own = StoredImage.objects.filter(used, account=scope.account)
    return own.exclude(storage=scope.storage.location).distinct()


class Mover:
    """Moves the pictures of one site; ``changed_vehicles`` are the keys of those that show them."""

    def __init__(self, scope: Scope, lease: Lease, writer: BatchWriter) -> None:
        self.changed_vehicles: set[int] = set()
        self._scope = scope
        self._lease = lease
        self._writer = writer
        self._run = writer.run

    def move_all(self) -> list[str]:
        """Move them, delete what nothing uses any more, and return what needs a person.

        Raises ``StorageUnusable`` once what was moved before is recorded.
        """
        to_move = get_pictures_elsewhere(self._scope).order_by("pk")
        rows = list(to_move.values_list("storage", "pk"))
        self._run.total = len(rows)
        warnings = []
        for location in self._find_other_locations():
            old = replace(self._scope, storage=get_storage_at(location))
            self._move_from(old, [pk for storage, pk in rows if storage == location])
            link_places(self._writer, self._scope)
            warnings += delete_unused(self._writer, old)
        return [*self._describe_failures(), *warnings]

    def _find_other_locations(self) -> list[str]:
        """Return where the account has pictures, also such as an interrupted run has left over."""
        others = StoredImage.objects.filter(account=self._scope.account)
        others = others.exclude(storage=self._scope.storage.location).order_by("storage")
        return list(others.values_list("storage", flat=True).distinct())

    def _move_from(self, old: Scope, keys: Sequence[int]) -> None:
        size = PICTURES_A_CONNECTION * app_settings.IMAGE_CONNECTIONS
        with Carrier(old.storage, self._scope.storage, self._lease) as carrier:
            for some in batches(keys, size=size):
                pictures = StoredImage.objects.filter(pk__in=some).select_related("image")
                known = self._find_known(pictures)
                self._write(known)
                new = set(pictures) - {each.stored for each in known}
                self._write_or_raise(list(carrier.carry(sorted(new, key=attrgetter("pk")))))

    def _find_known(self, pictures: Iterable[StoredImage]) -> list[Transfer]:
        """Return what becomes of those that the new storage has already: moved by another site of
        the account, or no longer used by it and perhaps just being deleted."""
        hashes = [stored.content_hash for stored in pictures]
        there = self._scope.stored_images().filter(content_hash__in=hashes)
        by_hash = {stored.content_hash: stored for stored in there}
        known: list[Transfer] = []
        for stored in pictures:
            if stored.content_hash in by_hash:
                moved = by_hash[stored.content_hash]
                same = self._scope.stored_images().filter(pk=moved.pk)
                match get_reliance(self._scope, same)[0]:
                    case Reliance.SHOW:
                        known.append(AlreadyThere(stored, moved))
                    case Reliance.LEAVE:
                        known.append(NotTransferred(stored, PictureBeingDeleted()))
        return known

    def _write_or_raise(self, transfers: Sequence[Transfer]) -> None:
        error = find_lasting_error(transfers)
        if error is None:
            self._write(transfers)
            return
        self._write([each for each in transfers if isinstance(each, Transferred)])
        raise error

    def _write(self, transfers: Sequence[Transfer]) -> None:
        if transfers:
            self._writer.write(transfers, self._record, refuse=self._refuse)

    def _record(self, run: SyncRun, transfers: Sequence[Transfer]) -> Counter[str]:
        counts = Counter(done=len(transfers))
        for each in transfers:
            match each:
                case Transferred():
                    counts += self._record_picture(each)
                case AlreadyThere(stored, there):
                    counts += self._repoint(stored, there, updated=1)
                case NotTransferred(stored, error):
                    counts += self._record_failure(stored, str(error))
        return counts

    def _record_picture(self, transferred: Transferred) -> Counter[str]:
        old, scope = transferred.stored, self._scope
        vehicle = get_first_vehicle(old, scope.site)
        if vehicle is None:
            return Counter()  # It has left the galleries meanwhile.
        stored, _is_new = record_upload(
            scope.storage, scope.account, transferred.picture, transferred.upload, vehicle
        )
        return self._repoint(old, stored, created=1)

    def _repoint(self, old: StoredImage, new: StoredImage, **counts: int) -> Counter[str]:
        self.changed_vehicles |= repoint(old, new, self._scope)
        return Counter(counts)

    def _refuse(self, run: SyncRun, transfer: Transfer, reason: str) -> Counter[str]:
        return Counter(done=1) + self._record_failure(transfer.stored, reason)

    def _record_failure(self, stored: StoredImage, reason: str) -> Counter[str]:
        vehicle = get_first_vehicle(stored, self._scope.site)
        if vehicle is not None:
            SyncChange.objects.create(
                run=self._run,
                action=SyncChange.Action.FAILED,
                vehicle=vehicle,
                reference=vehicle.stock_number,
                title=vehicle.title[:255],
                error=reason,
            )
        return Counter(failed=1)

    def _describe_failures(self) -> list[str]:
        if not self._run.failed:
            return []
        return [
            ngettext(
                "%(count)d picture could not be moved. It stays where it is.",
                "%(count)d pictures could not be moved. They stay where they are.",
                self._run.failed,
            )
            % {"count": self._run.failed}
        ]

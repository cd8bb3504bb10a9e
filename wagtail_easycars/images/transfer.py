"""Takes a picture from one storage to another; none of it writes to the database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Self

from wagtail_easycars.conf import app_settings
from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.images.check import check_picture
from wagtail_easycars.images.errors import StorageUnusable
from wagtail_easycars.images.fetch import attempt
from wagtail_easycars.images.picture_file import PictureFile
from wagtail_easycars.images.storage.base import ImageStorage, Upload
from wagtail_easycars.images.threads import Workers
from wagtail_easycars.models import StoredImage
from wagtail_easycars.runs.lease import Lease


@dataclass(frozen=True)
class Transferred:
    """``stored`` is kept in the other storage as well, which finds it by ``upload``."""

    stored: StoredImage
    picture: PictureFile
    upload: Upload


@dataclass(frozen=True)
class NotTransferred:
    stored: StoredImage
    error: EasyCarsError


@dataclass(frozen=True)
class AlreadyThere:
    """``stored`` is in the other storage as ``there``, since another site has moved it."""

    stored: StoredImage
    there: StoredImage


Transfer = Transferred | NotTransferred | AlreadyThere


class Carrier:
    """Takes pictures from ``old`` to ``new``, ``IMAGE_CONNECTIONS`` at once, under ``lease``."""

    def __init__(self, old: ImageStorage, new: ImageStorage, lease: Lease) -> None:
        self._old = old
        self._new = new
        self._lease = lease
        self._results: SimpleQueue[Transfer] = SimpleQueue()
        self._workers: Workers[Transfer] = Workers(app_settings.IMAGE_CONNECTIONS, self._results)

    def carry(self, pictures: Sequence[StoredImage]) -> Iterator[Transfer]:
        """Yield what became of each of ``pictures``, in the order in which they arrive."""
        for stored in pictures:
            self._workers.do(partial(transfer, stored, self._old, self._new))
        for _stored in pictures:
            yield self._wait()

    def _wait(self) -> Transfer:
        while True:
            try:
                return self._results.get(timeout=app_settings.LEASE_SECONDS / 3)
            except Empty:
                self._lease.renew()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._workers.close()


def transfer(stored: StoredImage, old: ImageStorage, new: ImageStorage) -> Transfer:
    """Read ``stored`` from ``old``, check it like a download, and keep it in ``new``."""
    try:
        return attempt(stored.content_hash, lambda: _transfer(stored, old, new))
    except EasyCarsError as error:
        return NotTransferred(stored, error)


def _transfer(stored: StoredImage, old: ImageStorage, new: ImageStorage) -> Transferred:
    checked = check_picture(old.read(stored))
    # It stays known by what was downloaded once, or the next run would not find it.
    picture = replace(checked, content_hash=stored.content_hash)
    return Transferred(stored, picture, new.upload(picture))


def find_lasting_error(transfers: Sequence[Transfer]) -> StorageUnusable | None:
    """Return the error among ``transfers`` that every other picture would meet as well."""
    for each in transfers:
        if isinstance(each, NotTransferred) and isinstance(each.error, StorageUnusable):
            return each.error
    return None

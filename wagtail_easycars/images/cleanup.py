"""Deletes what no gallery uses any more, in the database and in the storage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from django.db.models import QuerySet
from django.utils.translation import ngettext

from wagtail_easycars.images.errors import PictureNotStored
from wagtail_easycars.images.reliance import is_another_at_work, unused_stored_images
from wagtail_easycars.images.scope import Scope
from wagtail_easycars.images.storage.base import ImageStorage
from wagtail_easycars.models import ImageSource, StoredImage, SyncRun
from wagtail_easycars.runs.batches import BatchWriter, batches

ADDRESSES_A_BATCH = 500
PICTURES_A_BATCH = 100


def unused_sources(sources: QuerySet[ImageSource]) -> QuerySet[ImageSource]:
    """Return the addresses that no gallery of any site holds."""
    return sources.filter(vehicle_images=None)


def delete_unused(writer: BatchWriter, scope: Scope) -> list[str]:
    """Delete the addresses and pictures of the site's account that nothing uses.

    The run counts deleted pictures as withdrawn. Return what a person should know. Nothing is
    deleted while another site of the account synchronises pictures, which may be about to use it.
    """
    sources = list(unused_sources(scope.sources()).values_list("pk", flat=True))
    if is_another_at_work(scope):
        return []
    for keys in batches(sources, size=ADDRESSES_A_BATCH):
        writer.write(keys, _delete_sources)
    return _delete_stored_images(writer, scope)


def deletable_images(scope: Scope) -> Iterator[StoredImage]:
    """Yield the pictures of the site's account that neither a gallery nor anything else shows."""
    keys = list(unused_stored_images(scope.stored_images()).values_list("pk", flat=True))
    for some in batches(keys, size=PICTURES_A_BATCH):
        for stored in StoredImage.objects.filter(pk__in=some).select_related("image"):
            if not scope.storage.is_used_elsewhere(stored):
                yield stored


def _delete_sources(run: SyncRun, keys: Sequence[int]) -> Counter[str]:
    # Locked first: who is about to link one has it locked, and has then linked it.
    locked = ImageSource.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    held = list(locked.values_list("pk", flat=True))
    unused_sources(ImageSource.objects.filter(pk__in=held)).delete()
    return Counter()


def _delete_stored_images(writer: BatchWriter, scope: Scope) -> list[str]:
    refusals = []
    for stored in deletable_images(scope):
        if is_another_at_work(scope):
            break
        if not _claim(writer, stored):
            continue
        try:
            _delete_kept(writer, scope.storage, stored)
        except PictureNotStored as error:
            refusals.append(str(error))
        else:
            writer.write([stored], _delete_row)
    if not refusals:
        return []
    return [
        ngettext(
            "%(count)d picture that no vehicle shows could not be deleted: %(reason)s",
            "%(count)d pictures that no vehicle shows could not be deleted: %(reason)s",
            len(refusals),
        )
        % {"count": len(refusals), "reason": refusals[0]}
    ]


def _claim(writer: BatchWriter, stored: StoredImage) -> bool:
    """Take ``stored`` away from all that leads to it, and return whether nothing shows it even now.

    Or a gallery that takes up an address of it would show it before its row is deleted, and for
    good where the run ends before that.
    """
    claimed: list[int] = []

    def claim(run: SyncRun, pictures: Sequence[StoredImage]) -> Counter[str]:
        row = StoredImage.objects.filter(pk=stored.pk)
        list(row.select_for_update())
        claimed[:] = unused_stored_images(row).values_list("pk", flat=True)
        ImageSource.objects.filter(stored_image__in=claimed).update(stored_image=None)
        return Counter()

    writer.write([stored], claim)
    return bool(claimed)


def _delete_kept(writer: BatchWriter, storage: ImageStorage, stored: StoredImage) -> None:
    if not storage.deletes_rows:
        storage.delete(stored)
        return

    def delete(run: SyncRun, pictures: Sequence[StoredImage]) -> Counter[str]:
        storage.delete(stored)
        return Counter()

    writer.write([stored], delete)


def _delete_row(run: SyncRun, stored: Sequence[StoredImage]) -> Counter[str]:
    StoredImage.objects.filter(pk__in=[each.pk for each in stored]).delete()
    return Counter(withdrawn=len(stored))

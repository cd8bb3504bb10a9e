"""Deletes what no gallery uses any more, in the database and in the storage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import ngettext

from wagtail_easycars.images.errors import PictureNotStored
from wagtail_easycars.images.scope import Scope
from wagtail_easycars.models import (
    EasyCarsSettings,
    ImageSource,
    StoredImage,
    SyncLease,
    SyncRun,
)
from wagtail_easycars.runs.batches import BatchWriter, batches
from wagtail_easycars.runs.lease import Lease

ADDRESSES_A_BATCH = 500
PICTURES_A_BATCH = 100


def unused_sources(sources: QuerySet[ImageSource]) -> QuerySet[ImageSource]:
    """Return the addresses that no gallery of any site holds."""
    return sources.filter(vehicle_images=None)


def unused_stored_images(stored_images: QuerySet[StoredImage]) -> QuerySet[StoredImage]:
    """Return the pictures that no gallery shows, nor is about to: none holds their address."""
    held = ImageSource.objects.filter(stored_image=OuterRef("pk"), vehicle_images__isnull=False)
    return stored_images.filter(~Exists(held), vehicle_images=None)


def delete_unused(writer: BatchWriter, lease: Lease, scope: Scope) -> list[str]:
    """Delete the addresses and pictures of the site's account that nothing uses.

    The run counts deleted pictures as withdrawn. Return what a person should know. Nothing is
    deleted while another site of the account synchronises pictures, which may be about to use it.
    """
    sources = list(unused_sources(scope.sources()).values_list("pk", flat=True))
    if is_another_at_work(scope):
        return []
    for keys in batches(sources, size=ADDRESSES_A_BATCH):
        writer.write(keys, _delete_sources)
    return _delete_stored_images(writer, lease, scope)


def deletable_images(scope: Scope) -> Iterator[StoredImage]:
    """Yield the pictures of the site's account that neither a gallery nor anything else shows."""
    keys = list(unused_stored_images(scope.stored_images()).values_list("pk", flat=True))
    for some in batches(keys, size=PICTURES_A_BATCH):
        for stored in StoredImage.objects.filter(pk__in=some).select_related("image"):
            if not scope.storage.is_used_elsewhere(stored):
                yield stored


def is_another_at_work(scope: Scope) -> bool:
    """Return whether another site of the account is synchronising its pictures."""
    sites = EasyCarsSettings.objects.filter(account_number=scope.account).exclude(site=scope.site)
    leases = SyncLease.objects.filter(
        kind=SyncRun.Kind.IMAGES, site__in=sites.values("site"), expires_at__gt=timezone.now()
    )
    return leases.exclude(holder="").exists()


def _delete_sources(run: SyncRun, keys: Sequence[int]) -> Counter[str]:
    # Locked first: who is about to link one has it locked, and has then linked it.
    locked = ImageSource.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    held = list(locked.values_list("pk", flat=True))
    unused_sources(ImageSource.objects.filter(pk__in=held)).delete()
    return Counter()


def _delete_stored_images(writer: BatchWriter, lease: Lease, scope: Scope) -> list[str]:
    refusals = []
    for stored in deletable_images(scope):
        if is_another_at_work(scope):
            break
        lease.renew()
        try:
            scope.storage.delete(stored)
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


def _delete_row(run: SyncRun, stored: Sequence[StoredImage]) -> Counter[str]:
    StoredImage.objects.filter(pk__in=[each.pk for each in stored]).delete()
    return Counter(withdrawn=len(stored))

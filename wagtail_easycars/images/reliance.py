"""Whether a run may show a picture that it finds stored, while another site's run deletes.

Who deletes holds the lease of its site, and then asks whether another of the account's is at work;
who shows holds its own, and then asks here. So one of the two sees the other, and gives way. A row
outlives its file: where there is none, the file is gone, or was never there.
"""

from __future__ import annotations

from enum import Enum

from django.db.models import Exists, OuterRef, QuerySet

from wagtail_easycars.images.at_work import is_alive_among
from wagtail_easycars.images.scope import Scope
from wagtail_easycars.models import (
    EasyCarsSettings,
    ImageSource,
    StoredImage,
    SyncLease,
    VehicleImage,
)


class Reliance(Enum):
    """What to do with a stored picture: show it, store it anew (it may be half deleted by a run
    that was killed), or leave it to a later run."""

    SHOW = "show"
    STORE_ANEW = "store anew"
    LEAVE = "leave"


def get_reliance(scope: Scope, stored_images: QuerySet[StoredImage]) -> tuple[Reliance, int | None]:
    """Return what to do with the one of ``stored_images``, and its key; ``None`` where none is."""
    found = stored_images.annotate(is_held=_is_held(), is_shown=_is_shown())
    for key, *uses in found.values_list("pk", "is_held", "is_shown"):
        if any(uses):
            return Reliance.SHOW, key
        return Reliance.LEAVE if is_another_at_work(scope) else Reliance.STORE_ANEW, key
    return Reliance.STORE_ANEW, None


def unused_stored_images(stored_images: QuerySet[StoredImage]) -> QuerySet[StoredImage]:
    """Return the pictures that no gallery shows, nor is about to: none holds their address."""
    return stored_images.filter(~_is_held(), ~_is_shown())


def is_another_at_work(scope: Scope) -> bool:
    """Return whether another site of the account is synchronising its pictures."""
    sites = EasyCarsSettings.objects.filter(account_number=scope.account).exclude(site=scope.site)
    return is_alive_among(SyncLease.objects.filter(site__in=sites.values("site")))


def _is_held() -> Exists:
    return Exists(
        ImageSource.objects.filter(stored_image=OuterRef("pk"), vehicle_images__isnull=False)
    )


def _is_shown() -> Exists:
    return Exists(VehicleImage.objects.filter(stored_image=OuterRef("pk")))

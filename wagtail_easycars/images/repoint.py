"""Has galleries show a picture of another storage in place of the same one in the old."""

from __future__ import annotations

from django.db.models import Q
from django.db.models.query import QuerySet
from wagtail.models import Site

from wagtail_easycars.images.scope import Scope
from wagtail_easycars.models import ImageSource, StoredImage, Vehicle, VehicleImage


def get_first_vehicle(stored: StoredImage, site: Site) -> Vehicle | None:
    """Return the first vehicle of ``site`` whose gallery holds ``stored``, or ``None``."""
    places = _get_places(stored, site).order_by("position", "pk")
    place = places.select_related("vehicle").defer("vehicle__feed", "vehicle__extra").first()
    return place.vehicle if place else None


def repoint(old: StoredImage, new: StoredImage, scope: Scope) -> set[int]:
    """Have the galleries of the site of ``scope`` show ``new``, which is ``old`` in its storage.

    Call it in a transaction. Return the keys of the vehicles that show it.
    """
    vehicles = set(_get_places(old, scope.site).values_list("vehicle", flat=True))
    for source in old.sources.order_by("pk"):
        own = _get_own_source(source, new, scope)
        places = VehicleImage.objects.filter(source=source, vehicle__site=scope.site)
        places.update(source=own)
        # Those that an interrupted run, or another site of the account, has linked before.
        vehicles |= _show(own)
    shown = VehicleImage.objects.filter(stored_image=old, vehicle__site=scope.site)
    shown.update(stored_image=new)
    return vehicles


def _get_places(stored: StoredImage, site: Site) -> QuerySet[VehicleImage]:
    held = Q(stored_image=stored) | Q(source__stored_image=stored)
    return VehicleImage.objects.filter(held, vehicle__site=site)


def _get_own_source(former: ImageSource, new: StoredImage, scope: Scope) -> ImageSource:
    """Return the address of ``former`` in the storage of ``scope``, stored as ``new``.

    What a run has stored there meanwhile is newer, and stays.
    """
    own, _created = ImageSource.objects.get_or_create(
        account=scope.account,
        storage=scope.storage.location,
        url_hash=former.url_hash,
        defaults={"url": former.url},
    )
    if own.stored_image_id is None:
        own.stored_image = new
        own.etag = former.etag
        own.attempts, own.last_error, own.next_attempt_at = 0, "", None
        own.save()
    return own


def _show(source: ImageSource) -> set[int]:
    places = VehicleImage.objects.filter(source=source).exclude(stored_image=source.stored_image)
    vehicles = set(places.values_list("vehicle", flat=True))
    places.update(stored_image=source.stored_image)
    return vehicles

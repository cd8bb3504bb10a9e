from __future__ import annotations

from django.db.models import Q, QuerySet

from wagtail_easycars.models.images import VehicleImage


def displayable_images() -> QuerySet[VehicleImage]:
    """Return the pictures that visitors may see.

    What could not be stored may be no picture at all, unless an earlier copy of it is kept.
    """
    kept = Q(image__isnull=False) | ~Q(cloudinary_public_id="")
    return VehicleImage.objects.filter(~Q(state=VehicleImage.State.FAILED) | kept)

from __future__ import annotations

from django.db.models import Q, QuerySet

from wagtail_easycars.models.images import StoredImage, VehicleImage


def displayable_images() -> QuerySet[VehicleImage]:
    """Return the pictures that visitors may see.

    What could not be stored may be no picture at all, unless an earlier copy of it is kept.
    """
    failed = Q(stored_image__state=StoredImage.State.FAILED)
    no_copy = Q(stored_image__image=None, stored_image__cloudinary_public_id="")
    return VehicleImage.objects.exclude(failed & no_copy)

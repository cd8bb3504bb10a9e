"""What has become of each picture that the feed wants in a gallery."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, TextChoices, Value, When
from django.utils.translation import gettext_lazy as _

from wagtail_easycars.listing.cards import WIDE_FIELDS
from wagtail_easycars.models import Vehicle, VehicleImage
from wagtail_easycars.panel.sites import get_visible_sites


class PictureState(TextChoices):
    """In the order of the report, which is also that of the alphabet: a database sorts by it."""

    FAILING = "failing", _("Failing")
    MISSING = "missing", _("Not stored yet")
    STORED = "stored", _("Stored")


def get_picture_places(user: Any) -> QuerySet[Any]:
    """Return the places in the galleries of the vehicles on the sites that ``user`` may see.

    Each with its ``state``, its ``number`` counted from 1, and the ``attempts``, ``last_error`` and
    ``next_attempt_at`` of its address.
    """
    places = VehicleImage.objects.filter(
        vehicle__status__in=Vehicle.LISTED, vehicle__site__in=get_visible_sites(user)
    )
    return (
        places.select_related("vehicle__site", "stored_image")
        .defer(*(f"vehicle__{name}" for name in WIDE_FIELDS))
        .annotate(
            state=_state(),
            number=F("position") + 1,
            attempts=F("source__attempts"),
            last_error=F("source__last_error"),
            next_attempt_at=F("source__next_attempt_at"),
        )
    )


def _state() -> Case:
    was_not_tried = Q(source=None) | Q(source__last_error="")
    return Case(
        When(source__stored_image__isnull=False, then=Value(PictureState.STORED)),
        When(was_not_tried, then=Value(PictureState.MISSING)),
        default=Value(PictureState.FAILING),
        output_field=CharField(),
    )

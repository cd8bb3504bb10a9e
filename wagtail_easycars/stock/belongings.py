"""What hangs on a vehicle, and goes over to another one that is the same car."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.db.models import CASCADE, Field
from wagtail.models import ModelLogEntry

from wagtail_easycars.models import Difference, Vehicle, VehicleImage
from wagtail_easycars.page_lookup import get_vehicle_page_model


def hand_over(former: Vehicle, heir: Vehicle) -> None:
    """Have all that refers to ``former`` refer to ``heir``: leads, history, models of the site's.

    Not the pages. Pictures are what EasyCars says they are; those of ``former`` are taken only
    where ``heir`` has none. What was decided about ``former`` where it differed from EasyCars says
    nothing of ``heir``, and goes with it. Must run in a transaction.
    """
    for field in _get_references():
        _repoint(field, former, heir)
    if not heir.images.exists():
        former.images.update(vehicle=heir)
    own_type = ContentType.objects.get_for_model(Vehicle)
    entries = ModelLogEntry.objects.filter(content_type=own_type, object_id=str(former.pk))
    entries.update(object_id=str(heir.pk))


def _repoint(field: Any, former: Vehicle, heir: Vehicle) -> None:
    rows = field.model._default_manager.filter(**{field.name: former})
    try:
        with transaction.atomic():
            rows.update(**{field.name: heir})
    except IntegrityError:
        # The heir has its own of what there can be one of; these are deleted with their vehicle.
        if field.remote_field.on_delete is not CASCADE:
            raise


def _get_references() -> Iterator[Field[Any, Any]]:
    elsewhere = (VehicleImage, Difference, get_vehicle_page_model())
    for relation in Vehicle._meta.get_fields(include_hidden=True):
        is_reference = relation.auto_created and (relation.one_to_many or relation.one_to_one)
        if is_reference and relation.related_model not in elsewhere:
            yield relation.field  # type: ignore[union-attr]

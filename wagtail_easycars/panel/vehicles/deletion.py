"""Deleting a vehicle that was entered by hand: its page goes with it.

A vehicle of the feed would come back with the next sync; its page protects it.
"""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.actions.delete_page import DeletePageAction
from wagtail.models import ReferenceIndex

from wagtail_easycars.compat import get_page_model
from wagtail_easycars.models import Vehicle
from wagtail_easycars.page_lookup import get_vehicle_page_model


def is_deletable(vehicle: Vehicle) -> bool:
    return vehicle.source == Vehicle.Source.MANUAL


def get_usage_elsewhere(vehicle: Vehicle) -> Any:
    """Return Wagtail's groups of what refers to ``vehicle``, but for the pages that go with it."""
    own_pages = [str(page.pk) for page in _get_pages(vehicle)]
    page_type = ContentType.objects.get_for_model(get_page_model())
    references = ReferenceIndex.get_references_to(vehicle)
    others = references.exclude(base_content_type=page_type, object_id__in=own_pages)
    return others.group_by_source_object()


def delete_pages(vehicle: Vehicle, user: Any) -> None:
    """Delete the pages of ``vehicle``; call it in the transaction that deletes the vehicle."""
    # Deleting a page deletes its aliases too, so each is looked up anew.
    while page := _get_pages(vehicle).order_by("pk").first():
        # Who may delete the vehicle need have no right for pages.
        DeletePageAction(page, user=user).execute(skip_permission_checks=True)


def _get_pages(vehicle: Vehicle) -> Any:
    return get_vehicle_page_model().objects.filter(vehicle=vehicle)

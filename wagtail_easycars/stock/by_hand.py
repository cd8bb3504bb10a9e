"""Vehicles that staff have entered: they say themselves when one leaves the site."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from wagtail_easycars.models import EasyCarsSettings, Vehicle
from wagtail_easycars.publishing.front_end_cache import purge_pages
from wagtail_easycars.publishing.inventory import get_inventory_page
from wagtail_easycars.publishing.publish import publish_vehicle
from wagtail_easycars.stock.edit import Edit

STATUS_ACTION = "wagtail_easycars.change_status"


def withdraw(vehicle: Vehicle, *, user: Any) -> bool:
    """Take ``vehicle`` off the site, and return whether it was on it."""
    return _change_status(vehicle, Vehicle.Status.WITHDRAWN, user)


def put_back(vehicle: Vehicle, *, user: Any) -> bool:
    """Offer ``vehicle`` for sale again, and return whether it was not.

    Raises ``NoInventoryPage`` where there is no page to publish it below.
    """
    inventory_page = get_inventory_page(EasyCarsSettings.for_site(vehicle.site))
    with transaction.atomic():
        if not _change_status(vehicle, Vehicle.Status.AVAILABLE, user):
            return False
        publish_vehicle(vehicle, inventory_page, user=user)
    return True


def _change_status(vehicle: Vehicle, status: str, user: Any) -> bool:
    with transaction.atomic():
        vehicle = Vehicle.objects.select_for_update().get(pk=vehicle.pk)
        is_listed = status in Vehicle.LISTED
        if vehicle.source != Vehicle.Source.MANUAL or vehicle.is_listed == is_listed:
            return False
        edit, before = Edit(vehicle), vehicle.status
        vehicle.status = status
        edit.save(["status"], user=user)
        data = {"before": before, "after": str(status)}
        log(instance=vehicle, action=STATUS_ACTION, user=user, data=data)
        purge_pages([vehicle])
    return True

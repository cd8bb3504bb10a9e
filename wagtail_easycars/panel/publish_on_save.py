"""What follows when staff save a vehicle: it is on the site at once, under its present title."""

from __future__ import annotations

from django.contrib import messages
from django.db import models, transaction
from django.http import HttpRequest

from wagtail_easycars.models import EasyCarsSettings, Vehicle
from wagtail_easycars.publishing.front_end_cache import purge_pages
from wagtail_easycars.publishing.inventory import NoInventoryPage, get_inventory_page
from wagtail_easycars.publishing.publish import publish_vehicle


def publish_saved_vehicle(request: HttpRequest, instance: models.Model) -> None:
    """Publish ``instance``, if it is a vehicle that no page shows, and tell staff what is amiss."""
    if not isinstance(instance, Vehicle):
        return
    settings = EasyCarsSettings.for_site(instance.site)
    try:
        inventory_page = get_inventory_page(settings)
    except NoInventoryPage as error:
        messages.warning(request, str(error))
        return
    with transaction.atomic():
        publish_vehicle(instance, inventory_page, user=request.user)
        purge_pages([instance])

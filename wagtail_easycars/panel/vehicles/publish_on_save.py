"""What follows when staff save a vehicle: it is on the site at once, under its present title."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin import messages

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
    had_page = instance.page is not None
    try:
        with transaction.atomic():
            publish_vehicle(instance, inventory_page, user=request.user)
            purge_pages([instance])
    except (ValidationError, IntegrityError) as error:
        reason = _("The vehicle is saved, but its page could not be published: %(reason)s")
        messages.error(request, reason % {"reason": _describe(error)})
        return
    if not had_page and (buttons := get_live_buttons(instance)):
        messages.info(request, _("The vehicle is on the site now."), buttons=buttons)


def get_live_buttons(vehicle: Vehicle) -> list[Any]:
    """Return a button for a message that opens the page of ``vehicle``, where it is published."""
    page = vehicle.page
    if page is None or not page.live or page.url is None:
        return []
    return [messages.button(page.url, _("View live"), new_window=True)]


def _describe(error: ValidationError | IntegrityError) -> str:
    if not isinstance(error, ValidationError):
        return str(error)
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(f"{name}: {' '.join(texts)}" for name, texts in error.message_dict.items())

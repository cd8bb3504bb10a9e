"""What the page of a vehicle shows, and for how long it does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urljoin

from django.http import HttpRequest
from django.utils import timezone

from wagtail_easycars.conf import app_settings
from wagtail_easycars.listing.cards import get_first_imports
from wagtail_easycars.listing.pictures import load_images
from wagtail_easycars.listing.similar import get_similar_cards
from wagtail_easycars.models.images import VehicleImage
from wagtail_easycars.models.vehicles import Vehicle
from wagtail_easycars.presentation import VehicleDisplay
from wagtail_easycars.presentation.pictures import get_gallery
from wagtail_easycars.presentation.structured_data import get_structured_data


def is_gone(vehicle: Vehicle) -> bool:
    """Return whether ``vehicle`` has been off the site for longer than ``SOLD_PAGE_DAYS``."""
    if vehicle.is_listed or vehicle.withdrawn_at is None:
        return False
    return timezone.now() - vehicle.withdrawn_at > timedelta(days=app_settings.SOLD_PAGE_DAYS)


def get_vehicle_context(page: Any, request: HttpRequest) -> dict[str, Any]:
    """Return the context of ``page``, a page of a vehicle.

    ``vehicle``; ``display``, what is printed of it; ``pictures``, and ``picture_urls`` with
    scheme and host; ``similar``, cards of other vehicles; ``inventory_page``, the page that lists
    them all, and ``inventory_url``; ``structured_data``; ``canonical_url``.
    """
    vehicle = page.vehicle
    first_imports = get_first_imports([vehicle.site_id])
    display = VehicleDisplay(vehicle, first_imports.get(vehicle.site_id))
    images = VehicleImage.objects.displayable().filter(vehicle=vehicle).order_by("position", "pk")
    pictures = get_gallery(vehicle, load_images(images))
    inventory_page = page.get_parent()
    canonical_url = page.get_full_url(request) or ""
    picture_urls = [urljoin(canonical_url, picture.url) for picture in pictures if picture.url]
    return {
        "vehicle": vehicle,
        "display": display,
        "pictures": pictures,
        "similar": get_similar_cards(vehicle, inventory_page, request),
        "inventory_page": inventory_page,
        "inventory_url": inventory_page.get_url(request),
        "canonical_url": canonical_url,
        "picture_urls": picture_urls,
        "structured_data": get_structured_data(
            display, url=canonical_url, picture_urls=picture_urls
        ),
    }

"""Which pages of vehicles the sitemap names: one query for all of them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from wagtail_easycars.models.vehicles import Vehicle
from wagtail_easycars.page_lookup import get_site_ids

REMEMBERED = "_wagtail_easycars_listed_vehicles"

SiteIds = tuple[int, ...]


def is_for_sale_here(page: Any, request: HttpRequest | None) -> bool:
    """Return whether the vehicle of ``page`` is for sale on a site that ``page`` is part of.

    What is for sale is looked up once for each ``request``, which asks for hundreds of pages.
    """
    site_ids = tuple(get_site_ids(page))
    if request is None:
        return page.vehicle.is_listed and page.vehicle.site_id in site_ids
    remembered: dict[SiteIds, frozenset[int]] = request.__dict__.setdefault(REMEMBERED, {})
    if site_ids not in remembered:
        remembered[site_ids] = _find_listed(site_ids)
    return page.vehicle_id in remembered[site_ids]


def _find_listed(site_ids: SiteIds) -> frozenset[int]:
    vehicles = Vehicle.objects.listed().filter(site__in=site_ids)
    return frozenset(vehicles.values_list("pk", flat=True))

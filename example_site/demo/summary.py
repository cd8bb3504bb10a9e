"""What the demo did, counted in the database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from wagtail.models import Site

from demo.admin_login import AdminLogin
from wagtail_easycars.models import EasyCarsSettings, Vehicle
from wagtail_easycars.page_lookup import get_vehicle_page_model


def describe(sites: Sequence[Site], login: AdminLogin) -> Iterator[str]:
    """Yield lines with each dealer's addresses and counts, and the admin's login."""
    for site in sites:
        inventory_page = EasyCarsSettings.for_site(site).inventory_page
        yield ""
        yield site.site_name
        yield f"  Home      {site.root_url}/"
        yield f"  Vehicles  {inventory_page.full_url}  {count_stock([site])}"
    yield ""
    yield f"Admin       {sites[0].root_url}/admin/"
    yield f"  User      {login.username}"
    yield f"  Password  {login.password}"
    yield ""


def count_stock(sites: Sequence[Site]) -> str:
    """Return '63 vehicles, 63 pages': those for sale, and the live pages that show them."""
    vehicles = Vehicle.objects.listed().filter(site__in=sites)
    pages: Any = get_vehicle_page_model().objects.live().filter(vehicle__in=vehicles)
    return f"{vehicles.count()} vehicles, {pages.count()} pages"

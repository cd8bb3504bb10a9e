"""The vehicles that an inventory page lists."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, F, FloatField, When
from django.db.models.functions import Cast
from wagtail.models import PageViewRestriction

from wagtail_easycars.models.querysets import VehicleQuerySet
from wagtail_easycars.models.vehicles import Vehicle
from wagtail_easycars.page_lookup import get_site_ids, get_vehicle_page_model
from wagtail_easycars.presentation.formats import KM_PER_MILE

ADVERTISED_PRICE = Cast(
    Case(
        When(special_price__gt=0, special_price__lt=F("price"), then=F("special_price")),
        default=F("price"),
    ),
    FloatField(),
)
KILOMETRES = Case(
    When(
        odometer_unit=Vehicle.OdometerUnit.MILES,
        then=Cast("odometer", FloatField()) * KM_PER_MILE,
    ),
    default=Cast("odometer", FloatField()),
    output_field=FloatField(),
)


def get_vehicles_for_sale(inventory_page: Any) -> VehicleQuerySet:
    """Return the vehicles for sale of the sites that ``inventory_page`` is part of."""
    return Vehicle.objects.listed().filter(site__in=get_site_ids(inventory_page))


def get_listed_vehicles(inventory_page: Any) -> VehicleQuerySet:
    """Return the vehicles for sale whose live page is below ``inventory_page``.

    Each with ``advertised_price`` (AUD) and ``kilometres``.
    """
    pages = get_vehicle_pages(inventory_page).order_by()
    vehicles = get_vehicles_for_sale(inventory_page)
    # One by one, as Exists() has it, takes SQLite half as long again.
    return vehicles.filter(pk__in=pages.values("vehicle")).annotate(
        advertised_price=ADVERTISED_PRICE, kilometres=KILOMETRES
    )


def get_vehicle_pages(inventory_page: Any) -> Any:
    """Return the live pages of vehicles below ``inventory_page`` that its visitors may see.

    A restriction of ``inventory_page`` itself, or above it, is behind who sees the listing; one
    below it is not.
    """
    pages = get_vehicle_page_model().objects.live().descendant_of(inventory_page)
    for path in _get_restricted_paths(inventory_page):
        pages = pages.exclude(path__startswith=path)
    return pages


def _get_restricted_paths(inventory_page: Any) -> set[str]:
    """Asked for from the restrictions, which are few: the pages below are as many as vehicles."""
    paths = PageViewRestriction.objects.values_list("page__path", flat=True)
    own = inventory_page.path
    return {path for path in paths if path.startswith(own) and path != own}

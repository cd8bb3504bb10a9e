"""The vehicles that an inventory page lists."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, CharField, Exists, F, FloatField, OuterRef, Q, Value, When
from django.db.models.functions import Cast

from wagtail_easycars.compat import get_page_model
from wagtail_easycars.models.querysets import VehicleQuerySet
from wagtail_easycars.models.vehicles import Vehicle
from wagtail_easycars.page_lookup import get_site_ids, get_vehicle_page_model
from wagtail_easycars.presentation.formats import KM_PER_MILE

AUTOMATIC, MANUAL, OTHER = "automatic", "manual", "other"
AUTOMATIC_WORDS = ("auto", "cvt", "constantly variable", "reduction gear", "tronic", "dsg")

ADVERTISED_PRICE = Case(
    When(special_price__gt=0, special_price__lt=F("price"), then=F("special_price")),
    default=F("price"),
)
KILOMETRES = Case(
    When(
        odometer_unit=Vehicle.OdometerUnit.MILES,
        then=Cast("odometer", FloatField()) * KM_PER_MILE,
    ),
    default=Cast("odometer", FloatField()),
    output_field=FloatField(),
)


def _gearbox() -> Case:
    """'8 SP AUTOMATIC GEARTRONIC' and '6 SP MANUAL', as far as a buyer wants to tell them apart."""
    automatic = Q()
    for word in AUTOMATIC_WORDS:
        automatic |= Q(transmission__icontains=word)
    return Case(
        When(transmission="", then=Value("")),
        When(automatic, then=Value(AUTOMATIC)),
        When(transmission__icontains="manual", then=Value(MANUAL)),
        default=Value(OTHER),
        output_field=CharField(),
    )


def get_listed_vehicles(inventory_page: Any) -> VehicleQuerySet:
    """Return the vehicles for sale whose live page is below ``inventory_page``.

    With ``advertised_price`` (AUD), ``kilometres`` and ``gearbox`` to filter and sort by.
    """
    pages = get_vehicle_pages(inventory_page).filter(vehicle=OuterRef("pk"))
    vehicles = Vehicle.objects.listed().filter(site__in=get_site_ids(inventory_page))
    return vehicles.filter(Exists(pages)).alias(
        advertised_price=ADVERTISED_PRICE, kilometres=KILOMETRES, gearbox=_gearbox()
    )


def get_vehicle_pages(inventory_page: Any) -> Any:
    """Return the live pages of vehicles below ``inventory_page`` that its visitors may see.

    A restriction of ``inventory_page`` itself, or above it, is behind who sees the listing; one
    below it is not.
    """
    pages = get_vehicle_page_model().objects.live().descendant_of(inventory_page)
    restricted = get_page_model().objects.filter(view_restrictions__isnull=False)
    for path in restricted.descendant_of(inventory_page).values_list("path", flat=True).distinct():
        pages = pages.exclude(path__startswith=path)
    return pages

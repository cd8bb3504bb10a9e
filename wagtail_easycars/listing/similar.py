"""Vehicles that somebody who looks at one may want instead."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Case, F, IntegerField, Q, Value, When
from django.db.models.functions import Abs
from django.http import HttpRequest

from wagtail_easycars.listing.cards import VehicleCard, get_cards
from wagtail_easycars.models.querysets import VehicleQuerySet
from wagtail_easycars.models.vehicles import Vehicle

COUNT = 4
# More are looked at than shown, for some may have no live page.
CANDIDATES = 12
PRICE_RANGE = Decimal("0.25")


def get_similar_cards(
    vehicle: Vehicle, inventory_page: Any, request: HttpRequest | None
) -> list[VehicleCard]:
    """Return at most four cards of vehicles for sale below ``inventory_page``.

    Those of the kind at a like price, the same model and body first; where there are none, the
    newest ones.
    """
    others = Vehicle.objects.listed().filter(site=vehicle.site_id).exclude(pk=vehicle.pk)
    for candidates in (_alike(others, vehicle), others.order_by("-pk")):
        keys = list(candidates.values_list("pk", flat=True)[:CANDIDATES])
        cards = get_cards(keys, inventory_page, request)
        if cards:
            return cards[:COUNT]
    return []


def _alike(others: VehicleQuerySet, vehicle: Vehicle) -> VehicleQuerySet:
    kin = others.filter(vehicle_type=vehicle.vehicle_type).alias(
        unlikeness=Case(
            When(Q(make=vehicle.make, model=vehicle.model), then=Value(0)),
            When(~Q(body="") & Q(body=vehicle.body), then=Value(1)),
            When(make=vehicle.make, then=Value(2)),
            default=Value(3),
            output_field=IntegerField(),
        )
    )
    if not vehicle.price:
        return kin.filter(unlikeness__lt=3).order_by("unlikeness", "-pk")
    margin = vehicle.price * PRICE_RANGE
    near = kin.filter(price__range=(vehicle.price - margin, vehicle.price + margin))
    return near.order_by("unlikeness", Abs(Value(vehicle.price) - F("price")), "-pk")

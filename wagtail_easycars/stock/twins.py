"""Vehicles entered by hand that EasyCars has too, by their full VIN."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q
from wagtail.log_actions import log
from wagtail.models import Site

from wagtail_easycars.models import Vehicle
from wagtail_easycars.stock.identity import is_full_vin

TELL_APART_ACTION = "wagtail_easycars.tell_apart"

Source = Vehicle.Source


def find_twins(vehicles: Iterable[Vehicle]) -> dict[int, Vehicle]:
    """Return for each of ``vehicles`` that seems to be there twice the other one, by its key.

    One of the two was entered by hand, one comes from EasyCars and is not withdrawn, both are of
    one site, and nobody has said that they are two cars. One query.
    """
    asked = [vehicle for vehicle in vehicles if is_full_vin(vehicle.vin.upper())]
    if not asked:
        return {}
    sites, vins = {each.site_id for each in asked}, {each.vin.upper() for each in asked}
    found = Vehicle.objects.filter(site__in=sites).filter(_has_vin(vins))
    others = list(found.defer("feed", "extra", "description").order_by("pk"))
    pairs = ((vehicle, _find_other(vehicle, others)) for vehicle in asked)
    return {vehicle.pk: other for vehicle, other in pairs if other is not None}


def find_pairs(site: Site) -> list[tuple[Vehicle, Vehicle]]:
    """Return the pairs of ``site`` to ask about: by hand, and from EasyCars. Two queries."""
    by_hand = Vehicle.objects.filter(site=site, source=Source.MANUAL).exclude(vin="")
    vehicles = list(by_hand.defer("feed", "extra", "description").order_by("pk"))
    twins = find_twins(vehicles)
    return [(vehicle, twins[vehicle.pk]) for vehicle in vehicles if vehicle.pk in twins]


def get_pair(vehicle: Vehicle, other: Vehicle) -> tuple[Vehicle, Vehicle]:
    """Return the one of the two that was entered by hand, then the one from EasyCars."""
    return (vehicle, other) if vehicle.source == Source.MANUAL else (other, vehicle)


def tell_apart(by_hand: Vehicle, synced: Vehicle, *, user: Any) -> bool:
    """Remember that the two are not the same car, so that nobody is asked again.

    Return ``False`` where somebody has told them apart, or merged them, already.
    """
    with transaction.atomic():
        vehicle = Vehicle.objects.select_for_update().filter(pk=by_hand.pk).first()
        if vehicle is None or synced.pk in vehicle.told_apart_from:
            return False
        vehicle.told_apart_from = sorted({*vehicle.told_apart_from, synced.pk})
        vehicle.save(update_fields=["told_apart_from"])
        for one, other in ((by_hand, synced), (synced, by_hand)):
            data = {"stock_number": other.stock_number}
            log(instance=one, action=TELL_APART_ACTION, user=user, data=data)
    return True


def _has_vin(vins: Iterable[str]) -> Q:
    # What was typed in may be in lower case; EasyCars' is stored in upper case.
    return Q(vin__in=[*vins, *(vin.lower() for vin in vins)])


def _find_other(vehicle: Vehicle, others: Sequence[Vehicle]) -> Vehicle | None:
    return next((other for other in others if _are_twins(vehicle, other)), None)


def _are_twins(vehicle: Vehicle, other: Vehicle) -> bool:
    if vehicle.source == other.source or vehicle.site_id != other.site_id:
        return False
    if vehicle.vin.upper() != other.vin.upper():
        return False
    by_hand, synced = get_pair(vehicle, other)
    return synced.status != Vehicle.Status.WITHDRAWN and synced.pk not in by_hand.told_apart_from

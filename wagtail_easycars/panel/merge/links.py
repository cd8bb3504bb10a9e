"""Where a vehicle that seems to be there twice is compared with the other one."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.urls import reverse
from wagtail.models import Site

from wagtail_easycars.models import Vehicle
from wagtail_easycars.panel.policies import may, vehicle_policy
from wagtail_easycars.stock.twins import find_twins, get_pair


class MergeLink(NamedTuple):
    url: str
    other: Vehicle


def get_merge_url(vehicle: Vehicle, other: Vehicle) -> str:
    by_hand, synced = get_pair(vehicle, other)
    return reverse("easycars:merge_vehicles", args=[by_hand.pk, synced.pk])


def may_merge(user: Any, subject: Vehicle | Site) -> bool:
    """Return whether ``user`` may merge vehicles of a site, or like one; one is deleted."""
    return all(may(user, vehicle_policy, action, subject) for action in ("change", "delete"))


def get_merge_link(vehicle: Vehicle, user: Any) -> MergeLink | None:
    """Return where ``user`` can merge ``vehicle`` with its twin, or ``None``."""
    other = find_twins([vehicle]).get(vehicle.pk) if may_merge(user, vehicle) else None
    return MergeLink(get_merge_url(vehicle, other), other) if other else None

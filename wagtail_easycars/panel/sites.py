"""Which sites a person may see something of in the admin: said here, and nowhere else."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from wagtail.models import Site

from wagtail_easycars.panel.policies import ANY_PERMISSION, sites_for, vehicle_policy


def may_see_vehicles(user: Any) -> bool:
    return bool(vehicle_policy.user_has_any_permission(user, ANY_PERMISSION))


def get_visible_sites(user: Any) -> QuerySet[Site]:
    """Return the sites whose vehicles ``user`` may see."""
    return sites_for(user, vehicle_policy, *ANY_PERMISSION)

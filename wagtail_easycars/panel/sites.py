"""Which sites' stock a person may see in the admin: said here, and nowhere else."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from wagtail.models import Site

from wagtail_easycars.models import Vehicle

# What opens a snippet's listing in Wagtail.
ANY_PERMISSION = ("add", "change", "delete", "view")


def get_vehicle_policy() -> Any:
    """Return the permission policy of Wagtail's views of vehicles."""
    return Vehicle.snippet_viewset.permission_policy


def may_see_vehicles(user: Any) -> bool:
    return bool(get_vehicle_policy().user_has_any_permission(user, ANY_PERMISSION))


def get_visible_sites(user: Any) -> QuerySet[Site]:
    """Return the sites whose vehicles ``user`` may see."""
    return Site.objects.all() if may_see_vehicles(user) else Site.objects.none()

"""Who sees which differences, and may decide what about them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from wagtail.models import Site

from wagtail_easycars.models import Difference
from wagtail_easycars.panel.policies import (
    ANY_PERMISSION,
    lead_policy,
    run_policy,
    sites_for,
    vehicle_policy,
)
from wagtail_easycars.reconciliation.offers import get_offers


def may_see_differences(user: Any) -> bool:
    """Return whether ``user`` may see those of some site; menus ask, so no queries of our own."""
    return bool(run_policy.user_has_permission(user, "view"))


def get_seen_sites(user: Any) -> QuerySet[Site]:
    """Return the sites whose differences ``user`` may see."""
    return sites_for(user, run_policy, "view")


def get_visible_differences(user: Any) -> QuerySet[Difference]:
    """Return what ``user`` may see: of leads only where that goes for the leads too."""
    of_lead_sites = Q(site__in=sites_for(user, lead_policy, *ANY_PERMISSION).order_by())
    seen = Difference.objects.filter(site__in=get_seen_sites(user).order_by())
    return seen.filter(~Q(kind__in=Difference.OF_LEADS) | of_lead_sites)


class Rights:
    """What one person may decide and open, asked of the database once for all differences."""

    def __init__(self, user: Any) -> None:
        self._user = user

    def get_offers(self, difference: Difference) -> list[Difference.Decision]:
        """Return the decisions that the person may take on ``difference``, in their order."""
        return get_offers(difference) if self.may_decide(difference) else []

    def may_decide(self, difference: Difference) -> bool:
        """Return whether the person may do to the vehicle or lead what the decision does."""
        if difference.is_about_lead:
            return difference.site_id in self._may_change_leads
        if difference.kind == Difference.Kind.ONLY_HERE:
            return difference.site_id in self._may_withdraw
        if difference.kind == Difference.Kind.ONLY_THERE:
            return difference.site_id in self._may_add_vehicles
        return difference.site_id in self._may_change_vehicles

    @property
    def may_decide_anything(self) -> bool:
        of_vehicles = self._may_add_vehicles | self._may_change_vehicles | self._may_withdraw
        return bool(of_vehicles | self._may_change_leads)

    def may_edit_vehicle(self, difference: Difference) -> bool:
        return difference.vehicle_id is not None and (
            difference.site_id in self._may_change_vehicles
        )

    @cached_property
    def _may_add_vehicles(self) -> set[int]:
        return self._get_sites(vehicle_policy, "add")

    @cached_property
    def _may_change_vehicles(self) -> set[int]:
        return self._get_sites(vehicle_policy, "change")

    @cached_property
    def _may_withdraw(self) -> set[int]:
        return self._get_sites(vehicle_policy, "withdraw")

    @cached_property
    def _may_change_leads(self) -> set[int]:
        return self._get_sites(lead_policy, "change")

    def _get_sites(self, policy: Any, action: str) -> set[int]:
        return set(sites_for(self._user, policy, action).values_list("pk", flat=True))

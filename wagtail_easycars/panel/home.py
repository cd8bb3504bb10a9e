"""What Wagtail's home page says of EasyCars, for the sites that a person may see something of.

As many queries for a thousand sites as for one, and none for who has no right around EasyCars.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component
from wagtail.models import Site

from wagtail_easycars.health.findings import Finding, find_troubles
from wagtail_easycars.health.findings.schedules import PATIENCE, may_be_in_trouble
from wagtail_easycars.health.leads import LEAD_WAITS_TOO_LONG, is_unmailed, is_unseen
from wagtail_easycars.health.state import get_state
from wagtail_easycars.leads.attention import needs_a_person
from wagtail_easycars.models import Lead, SyncRun, SyncSchedule, Trouble, Vehicle
from wagtail_easycars.panel.dashboard.registry import may_see_dashboard
from wagtail_easycars.panel.leads.links import get_view_url
from wagtail_easycars.panel.of_site import get_url
from wagtail_easycars.panel.policies import (
    ANY_PERMISSION,
    lead_policy,
    may,
    run_policy,
    sites_for,
    vehicle_policy,
)
from wagtail_easycars.schedule.waking import WAITING

MOST_TROUBLES = 5

RUN_ACTIONS = ("view", "start")
VEHICLE_ACTIONS = (*ANY_PERMISSION, "withdraw")
LEAD_ACTIONS = ("view",)


class VehiclesSummaryItem(SummaryItem):
    """How many vehicles visitors can buy."""

    order = 150
    template_name = "wagtail_easycars/panel/home/vehicles_summary.html"

    def is_shown(self) -> bool:
        return bool(vehicle_policy.user_has_any_permission(self.request.user, ANY_PERMISSION))

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {
            "count": count_vehicles(self.request.user),
            "url": reverse(Vehicle.snippet_viewset.get_url_name("list")),
        }


class EasyCarsPanel(Component):
    """How the syncs stand, and what needs a person."""

    name = "easycars"
    order = 90
    template_name = "wagtail_easycars/panel/home/panel.html"

    def render_html(self, parent_context: Mapping[str, Any] | None = None) -> str:
        if parent_context is None or not may_see_dashboard(parent_context["request"].user):
            return ""
        html: str = super().render_html(parent_context)
        return html

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        user = (parent_context or {})["request"].user
        troubles = find_troubles_for(user, timezone.now())
        shown = troubles[:MOST_TROUBLES]
        return {
            "dashboard_url": reverse("easycars:dashboard"),
            "line": get_line(user),
            "stuck_leads_url": f"{get_view_url('list')}?needs_a_person=true",
            "troubles": [
                (each, _get_dashboard_url(each.site)) for each in troubles[:MOST_TROUBLES]
            ],
            "has_more": len(troubles) > len(shown),
            "names_sites": bool(troubles) and Site.objects.count() > 1,
        }


def add_vehicles_to_summary(request: Any, items: list[SummaryItem]) -> None:
    items.append(VehiclesSummaryItem(request))


def add_easycars_panel(request: Any, panels: list[Component]) -> None:
    panels.append(EasyCarsPanel())


def _get_dashboard_url(site: Site | None) -> str:
    return get_url("easycars:dashboard", site) if site else reverse("easycars:dashboard")


def get_line(user: Any) -> dict[str, Any]:
    """Return how EasyCars stands in a few figures, as far as ``user`` may know them."""
    line: dict[str, Any] = {}
    if vehicle_policy.user_has_any_permission(user, VEHICLE_ACTIONS):
        line["vehicles"] = count_vehicles(user)
    if run_policy.user_has_any_permission(user, RUN_ACTIONS):
        line["last_sync"] = get_last_sync(user)
    if lead_policy.user_has_any_permission(user, LEAD_ACTIONS):
        leads = Lead.objects.filter(site__in=sites_for(user, lead_policy, *LEAD_ACTIONS))
        line["leads"] = leads.filter(delivery__in=WAITING, anonymised_at=None).count()
        line["stuck_leads"] = leads.filter(needs_a_person()).count()
    return line


def count_vehicles(user: Any) -> int:
    """Return how many vehicles are for sale on the sites whose vehicles ``user`` may see."""
    sites = sites_for(user, vehicle_policy, *VEHICLE_ACTIONS)
    return Vehicle.objects.listed().filter(site__in=sites).count()


def get_last_sync(user: Any) -> datetime | None:
    """Return when the stock of any of the sites was last synchronised with success."""
    rows = SyncSchedule.objects.filter(
        kind=SyncRun.Kind.STOCK, site__in=sites_for(user, run_policy, *RUN_ACTIONS)
    )
    last: datetime | None = rows.aggregate(last=Max("last_success_at"))["last"]
    return last


def find_troubles_for(user: Any, now: datetime) -> list[Finding]:
    """Return what needs a person on the first few sites where something does.

    That is more than ``MOST_TROUBLES`` where there is more. Leads that were refused are none of
    it: the line of figures counts them, with all others that get no further.
    """
    sites = list(_get_sites_in_trouble(user, now)[: MOST_TROUBLES + 1])
    # One site is enough to tell that nothing starts any more, on whichever.
    sites = sites or list(sites_for(user, run_policy, *RUN_ACTIONS)[:1])
    if not sites:
        return []
    found = find_troubles(get_state(sites), now)
    told_elsewhere = Trouble.Kind.LEADS_REFUSED
    return [each for each in found if each.kind != told_elsewhere and concerns(user, each)]


def _get_sites_in_trouble(user: Any, now: datetime) -> QuerySet[Site]:
    stuck = SyncSchedule.objects.filter(may_be_in_trouble(now))
    not_begun = SyncRun.objects.filter(status=SyncRun.Status.QUEUED, queued_at__lt=now - PATIENCE)
    held = Vehicle.objects.filter(site=OuterRef("pk")).held()
    waits = Q(delivery__in=WAITING, anonymised_at=None, created_at__lt=now - LEAD_WAITS_TOO_LONG)
    leads = Lead.objects.filter(waits | is_unmailed(now) | is_unseen())
    may_see_runs = Q(pk__in=sites_for(user, run_policy, *RUN_ACTIONS).values("pk"))
    may_see_vehicles = Q(pk__in=sites_for(user, vehicle_policy, *VEHICLE_ACTIONS).values("pk"))
    may_see_leads = Q(pk__in=sites_for(user, lead_policy, *LEAD_ACTIONS).values("pk"))
    in_trouble = Site.objects.filter(
        (may_see_runs & (Q(pk__in=stuck.values("site")) | Q(pk__in=not_begun.values("site"))))
        | (may_see_vehicles & Exists(held))
        | (may_see_leads & Q(pk__in=leads.values("site")))
    )
    return in_trouble.order_by("hostname", "port")


def concerns(user: Any, finding: Finding) -> bool:
    """Return whether ``user`` may know of ``finding``."""
    if finding.site is None:
        return bool(run_policy.user_has_any_permission(user, ["start"]))
    if finding.kind == Trouble.Kind.HELD:
        return _may_any(user, vehicle_policy, VEHICLE_ACTIONS, finding.site)
    if finding.kind in Trouble.ABOUT_LEADS:
        return _may_any(user, lead_policy, LEAD_ACTIONS, finding.site)
    return _may_any(user, run_policy, RUN_ACTIONS, finding.site)


def _may_any(user: Any, policy: Any, actions: tuple[str, ...], site: Site) -> bool:
    return any(may(user, policy, action, site) for action in actions)

"""What is known of a stock number or VIN, also where no vehicle has it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from wagtail_easycars.models import SyncChange, Vehicle
from wagtail_easycars.panel.policies import ANY_PERMISSION, sites_for, vehicle_policy
from wagtail_easycars.panel.restricted import visible_to
from wagtail_easycars.panel.timeline.summary import Summary, get_summary

# A stock number is one vehicle a site; more than these are no answer to a question.
MOST_FOUND = 5


@dataclass(frozen=True)
class Findings:
    """``failures`` are the latest of each site where an item of the feed could not be used."""

    summaries: list[Summary] = field(default_factory=list)
    failures: list[SyncChange] = field(default_factory=list)


def find(text: str, user: Any) -> Findings:
    """Return what ``user`` may know of the stock number or VIN ``text``."""
    vehicles = visible_to(user, Vehicle.objects.select_related("site")).filter(
        Q(stock_number__iexact=text) | Q(vin__in=[text, text.upper()])
    )
    found = list(vehicles.order_by("-pk")[:MOST_FOUND])
    return Findings([get_summary(vehicle, user) for vehicle in found], _find_failures(text, user))


def _find_failures(text: str, user: Any) -> list[SyncChange]:
    """Return the latest failure of each site that is about no vehicle that the site has."""
    sites = sites_for(user, vehicle_policy, *ANY_PERMISSION)
    failures = SyncChange.objects.filter(
        Q(reference__iexact=text) | Q(after__vin=text.upper()),
        run__site__in=sites.order_by(),
        action=SyncChange.Action.FAILED,
        vehicle=None,
        lead=None,
    )
    latest: dict[int, SyncChange] = {}
    for change in failures.select_related("run__site").order_by("-pk")[: MOST_FOUND * 10]:
        latest.setdefault(change.run.site_id, change)
    return list(latest.values())

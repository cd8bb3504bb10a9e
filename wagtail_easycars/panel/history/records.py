"""Where the vehicle or the lead of a change is found, for who may see it."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import quote
from django.db.models import Model
from django.urls import reverse
from wagtail.models import Site
from wagtail.permission_policies.sites import SitePermissionPolicy

from wagtail_easycars.models import Lead, SyncChange, SyncRun
from wagtail_easycars.panel.policies import lead_policy, may, vehicle_policy


class RecordLinks:
    """Links from the changes of ``run``; who may see what is asked once, not for each change."""

    def __init__(self, run: SyncRun, user: Any) -> None:
        self._site: Site = run.site
        self._may_see_vehicles = self._may_view(vehicle_policy, user)
        self._may_see_leads = self._may_view(lead_policy, user)

    def get_url(self, change: SyncChange) -> str | None:
        """Return the address of what ``change`` is about, or ``None``."""
        if self._may_see_vehicles and self._is_here(change.vehicle):
            return reverse("easycars:vehicle_timeline", args=[change.vehicle_id])
        if self._may_see_leads and self._is_here(change.lead):
            return _get_lead_url(change.lead_id)
        return None

    def _may_view(self, policy: SitePermissionPolicy, user: Any) -> bool:
        return may(user, policy, "view", self._site)

    def _is_here(self, record: Model | None) -> bool:
        return record is not None and record.site_id == self._site.pk  # type: ignore[attr-defined]


def _get_lead_url(lead_id: Any) -> str:
    url_name: str = Lead.snippet_viewset.get_url_name("inspect")  # type: ignore[attr-defined]
    return reverse(url_name, args=[quote(lead_id)])

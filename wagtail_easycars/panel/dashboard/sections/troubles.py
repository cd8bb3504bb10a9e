"""What needs a person, each with the next step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from wagtail_easycars.health.findings import Finding, find_troubles
from wagtail_easycars.health.state import get_state
from wagtail_easycars.models import Trouble
from wagtail_easycars.panel.dashboard.links import get_settings_url
from wagtail_easycars.panel.dashboard.sections.base import ListSection
from wagtail_easycars.panel.dashboard.sections.leads_waiting import get_leads_url
from wagtail_easycars.panel.history.links import get_history_url
from wagtail_easycars.panel.home import concerns
from wagtail_easycars.panel.of_site import get_url
from wagtail_easycars.panel.policies import (
    lead_policy,
    may,
    run_policy,
    settings_policy,
    vehicle_policy,
)

# What is mended there.
IN_SETTINGS: dict[str, Any] = {
    Trouble.Kind.REFUSED: gettext_lazy("Check the credentials"),
    Trouble.Kind.UNREADABLE: gettext_lazy("Choose a schedule"),
    Trouble.Kind.LEADS_UNSEEN: gettext_lazy("Enter a notification address"),
}


@dataclass(frozen=True)
class Step:
    label: str
    url: str


class TroublesSection(ListSection):
    name = "troubles"
    order = 50
    policy = run_policy
    actions = ("view", "start")
    template_name = "wagtail_easycars/panel/dashboard/sections/troubles.html"

    def get_context_data(
        self, parent_context: Mapping[str, Any] | None = None
    ) -> Mapping[str, Any]:
        context = dict(super().get_context_data(parent_context))
        findings = find_troubles(get_state([self.site]), timezone.now())
        context["troubles"] = [
            {"text": each.description, "step": get_next_step(each, self.site, self.user)}
            for each in findings
            if concerns(self.user, each)
        ]
        return context


def get_next_step(finding: Finding, site: Site, user: Any) -> Step | None:
    """Return what ``user`` can do about ``finding`` of ``site``, as far as it is in the admin."""
    if finding.kind in IN_SETTINGS and may(user, settings_policy, "change", site):
        return Step(str(IN_SETTINGS[finding.kind]), get_settings_url(site))
    if finding.kind == Trouble.Kind.HELD and may(user, vehicle_policy, "withdraw", site):
        return Step(_("Decide on these vehicles"), get_url("easycars:held", site))
    if finding.kind in Trouble.ABOUT_LEADS and may(user, lead_policy, "view", site):
        return Step(_("Look at the leads"), get_leads_url(site))
    if finding.run_kind and may(user, run_policy, "view", site):
        url = get_history_url(site=site.pk, kind=finding.run_kind)
        return Step(_("Look at the last syncs"), url)
    return None

"""Stock, pictures and leads: how their syncs stand, and buttons to start one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms import Media
from django.utils import timezone
from django.utils.functional import cached_property

from wagtail_easycars.connection import check_configured
from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.models import EasyCarsSettings, SyncSchedule
from wagtail_easycars.panel.dashboard.links import get_settings_url
from wagtail_easycars.panel.dashboard.next_run import get_next_run
from wagtail_easycars.panel.dashboard.section import Section
from wagtail_easycars.panel.dashboard.sync_card import SyncCard
from wagtail_easycars.panel.policies import may, run_policy, settings_policy
from wagtail_easycars.panel.sync.state import KINDS, get_sync_states


class SyncSection(Section):
    name = "sync"
    order = 100
    policy = run_policy
    actions = ("view", "start")
    template_name = "wagtail_easycars/panel/dashboard/sync_section.html"

    @property
    def media(self) -> Media:
        return Media(
            css={
                "all": [
                    "wagtail_easycars/css/admin/dashboard.css",
                    "wagtail_easycars/css/admin/progress.css",
                ]
            },
            js=["wagtail_easycars/js/admin/sync.js"],
        )

    def get_context_data(
        self, parent_context: Mapping[str, Any] | None = None
    ) -> Mapping[str, Any]:
        context = dict(super().get_context_data(parent_context))
        context["obstacle"] = self._obstacle
        if may(self.user, settings_policy, "change", self.site):
            context["settings_url"] = get_settings_url(self.site)
        context["cards"] = self._get_cards()
        return context

    @cached_property
    def _settings(self) -> EasyCarsSettings:
        found = EasyCarsSettings.objects.filter(site=self.site).first()
        return found or EasyCarsSettings(site=self.site)

    @cached_property
    def _obstacle(self) -> str:
        """Say what keeps every sync of the site from working; '' where nothing does."""
        try:
            check_configured(self._settings)
        except EasyCarsError as error:
            return str(error)
        return ""

    def _get_cards(self) -> list[SyncCard]:
        now = timezone.now()
        rows = {row.kind: row for row in SyncSchedule.objects.filter(site=self.site)}
        states = get_sync_states(self.site.pk)
        may_start = not self._obstacle and may(self.user, run_policy, "start", self.site)
        may_see_run = may(self.user, run_policy, "view", self.site)
        return [
            SyncCard(
                kind=kind.value,
                state=states[kind],
                next_run=get_next_run(kind, self._settings, rows.get(kind), now),
                now=now,
                may_start=may_start,
                may_see_run=may_see_run,
            )
            for kind in KINDS
        ]

"""Vehicles that seem to be there twice, on the dashboard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wagtail_easycars.panel.dashboard.section import Section
from wagtail_easycars.panel.merge.links import get_merge_url, may_merge
from wagtail_easycars.panel.policies import vehicle_policy
from wagtail_easycars.stock.twins import find_pairs


class TwinsSection(Section):
    name = "twins"
    order = 250
    policy = vehicle_policy
    actions = ("change",)
    template_name = "wagtail_easycars/panel/merge/section.html"

    @property
    def is_permitted(self) -> bool:
        return super().is_permitted and may_merge(self.user, self.site)

    def get_context_data(
        self, parent_context: Mapping[str, Any] | None = None
    ) -> Mapping[str, Any]:
        context = dict(super().get_context_data(parent_context))
        context["twins"] = [
            {"by_hand": by_hand, "synced": synced, "url": get_merge_url(by_hand, synced)}
            for by_hand, synced in find_pairs(self.site)
        ]
        return context

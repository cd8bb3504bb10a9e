"""When the sites were compared last, and comparisons that are under way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone
from wagtail.models import Site

from wagtail_easycars.models import SyncRun, SyncSchedule
from wagtail_easycars.panel.policies import run_policy, sites_for
from wagtail_easycars.panel.sync.card import RunCard
from wagtail_easycars.panel.sync.state import SyncState
from wagtail_easycars.site_names import get_site_name

COMPARISON = SyncRun.Kind.COMPARISON


@dataclass(frozen=True, kw_only=True)
class ComparisonCard(RunCard):
    """What the list of differences says of one site."""

    site: Site
    stock_synced_at: datetime | None

    @property
    def name(self) -> str:
        return get_name(self.site.pk)

    @property
    def label(self) -> str:
        return get_site_name(self.site)

    @property
    def has_failed(self) -> bool:
        return self.last is not None and self.last.status == SyncRun.Status.FAILED

    @property
    def is_overtaken(self) -> bool:
        """Whether a sync may have settled differences since they were found."""
        compared_at = self.last.started_at if self.last else None
        return bool(compared_at and self.stock_synced_at and self.stock_synced_at > compared_at)


def get_name(site_id: int) -> str:
    """Return what tells a site's comparisons from others' where the status is asked for."""
    return f"{COMPARISON.value}-{site_id}"


def get_cards(sites: Iterable[Site], user: Any) -> list[ComparisonCard]:
    """Return a card for each of ``sites``, by a constant number of queries."""
    sites, now = list(sites), timezone.now()
    states = get_states(sites)
    startable = set(sites_for(user, run_policy, "start").values_list("pk", flat=True))
    synced = _get_last_syncs(sites)
    return [
        ComparisonCard(
            site=site,
            state=states[site.pk],
            stock_synced_at=synced.get(site.pk),
            now=now,
            may_start=site.pk in startable,
        )
        for site in sites
    ]


def get_states(sites: Iterable[Site]) -> dict[int, SyncState]:
    """Return the comparison of each of ``sites`` that is under way, and the last that ended."""
    states = {site.pk: SyncState() for site in sites}
    rows = SyncSchedule.objects.filter(site__in=states, kind=COMPARISON).exclude(last_run=None)
    for row in rows.select_related("last_run__site"):
        states[row.site_id].last = row.last_run
    runs = SyncRun.objects.filter(site__in=states, kind=COMPARISON, status__in=SyncRun.UNFINISHED)
    for run in runs.select_related("site"):
        states[run.site_id].current = run
    return states


def _get_last_syncs(sites: Iterable[Site]) -> dict[int, datetime]:
    runs = SyncRun.objects.filter(
        site__in=[site.pk for site in sites], kind=SyncRun.Kind.STOCK, is_complete=True
    )
    return dict(runs.order_by().values_list("site").annotate(at=Max("finished_at")))

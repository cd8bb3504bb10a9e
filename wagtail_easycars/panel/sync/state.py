"""What syncs of a site are under way, and how the last ones ended: one query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from wagtail_easycars.models import SyncLease, SyncRun
from wagtail_easycars.runs.lifecycle import show_as_interrupted
from wagtail_easycars.schedule.recovery import may_be_alive

# What a person can start for a site.
KINDS = (SyncRun.Kind.STOCK, SyncRun.Kind.IMAGES, SyncRun.Kind.LEADS)
# A run that carried out what a person decided about vehicles is no sync of the stock.
CARRIED_OUT_DECISIONS = Q(kind=SyncRun.Kind.STOCK, is_exchange=False) & ~Q(
    status__in=SyncRun.UNFINISHED
)


@dataclass
class SyncState:
    """How a site's syncs of one kind stand: ``current`` waits or is at work, ``last`` has ended."""

    current: SyncRun | None = None
    last: SyncRun | None = None


def get_sync_states(site_id: int) -> dict[str, SyncState]:
    """Return how the syncs of a site stand, by kind.

    A run whose process has died counts as ended, though nobody may have recorded that yet.
    """
    states = {kind.value: SyncState() for kind in KINDS}
    now = timezone.now()
    for run in _get_runs(site_id).order_by("pk"):
        state = states[run.kind]
        if _is_dead(run, now):
            show_as_interrupted(run)
        if run.status in SyncRun.UNFINISHED:
            state.current = run
        else:
            state.last = run
    return states


def _get_runs(site_id: int) -> QuerySet[SyncRun]:
    """Return the newest run of each kind and status."""
    runs = SyncRun.objects.filter(site=site_id, kind__in=KINDS).exclude(CARRIED_OUT_DECISIONS)
    newest = runs.order_by().values("kind", "status").annotate(newest=Max("pk")).values("newest")
    lease = SyncLease.objects.filter(run=OuterRef("pk"))
    return (
        SyncRun.objects.filter(pk__in=newest)
        .select_related("site")
        .annotate(
            lease_holder=Subquery(lease.values("holder")[:1]),
            lease_expires_at=Subquery(lease.values("expires_at")[:1]),
        )
    )


def _is_dead(run: SyncRun, now: datetime) -> bool:
    if run.status != SyncRun.Status.RUNNING:
        return False
    holder, expires_at = run.lease_holder, run.lease_expires_at  # type: ignore[attr-defined]
    lease = SyncLease(holder=holder, expires_at=expires_at) if holder else None
    return not may_be_alive(run, lease, now)

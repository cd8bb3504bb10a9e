"""How the installation is doing, as JSON and as Prometheus reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from wagtail_easycars.health.findings import Finding, find_troubles
from wagtail_easycars.health.state import SiteState, State, get_state
from wagtail_easycars.models import SyncRun, SyncSchedule
from wagtail_easycars.runs.report import site_spec

COUNTS = ("seen", "created", "updated", "unchanged", "withdrawn", "held", "failed")


@dataclass(frozen=True)
class HealthReport:
    """What is known ``at`` a moment, and what of it needs a person."""

    at: datetime
    state: State
    findings: list[Finding]

    @property
    def is_fine(self) -> bool:
        return not self.findings


def get_health() -> HealthReport:
    """Return how the installation is doing now; writes nothing."""
    now = timezone.now()
    state = get_state()
    return HealthReport(now, state, find_troubles(state, now))


def health_as_dict(report: HealthReport) -> dict[str, Any]:
    """Return ``report`` for JSON; times are in ISO 8601, durations in seconds."""
    return {
        "is_fine": report.is_fine,
        "at": report.at.isoformat(),
        "last_tick": _iso(report.state.last_tick),
        "failed_steps": report.state.failed_steps,
        "troubles": [_finding_as_dict(finding) for finding in report.findings],
        "sites": [_site_as_dict(site) for site in report.state.sites],
    }


def _finding_as_dict(finding: Finding) -> dict[str, Any]:
    return {
        "kind": str(finding.kind),
        "site": site_spec(finding.site) if finding.site else None,
        "run_kind": finding.run_kind or None,
        "description": finding.description,
    }


def _site_as_dict(site: SiteState) -> dict[str, Any]:
    return {
        "site": site_spec(site.site),
        "held_vehicles": site.held,
        "waiting_leads": site.waiting_leads,
        "oldest_waiting_lead": _iso(site.oldest_waiting_lead),
        "refused_leads": site.refused_leads,
        "unmailed_leads": site.unmailed_leads,
        "unseen_leads": site.unseen_leads,
        "runs": {kind: _schedule_as_dict(row) for kind, row in site.schedules.items()},
    }


def _schedule_as_dict(row: SyncSchedule) -> dict[str, Any]:
    run = row.last_run
    return {
        "next_due_at": _iso(row.next_due_at),
        "is_stopped": row.is_stopped,
        "failures": row.failures,
        "last_success_at": _iso(row.last_success_at),
        "last_status": run.status if run else None,
        "last_duration": get_duration(run),
        "last_counts": {name: getattr(run, name) for name in COUNTS} if run else {},
    }


def get_duration(run: SyncRun | None) -> float | None:
    """Return how many seconds ``run`` took, ``None`` where it has not ended."""
    if run is None or run.started_at is None or run.finished_at is None:
        return None
    return (run.finished_at - run.started_at).total_seconds()


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None

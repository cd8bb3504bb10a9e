"""Everything that needs a person."""

from __future__ import annotations

from datetime import datetime

from wagtail_easycars.health.findings.finding import Finding
from wagtail_easycars.health.findings.leads import find_leads
from wagtail_easycars.health.findings.schedules import find_in_schedules
from wagtail_easycars.health.findings.ticks import find_failing_steps, find_missing_tick
from wagtail_easycars.health.findings.vehicles import find_held_vehicles
from wagtail_easycars.health.state import State


def find_troubles(state: State, now: datetime) -> list[Finding]:
    """Return all that needs a person, what concerns the whole installation first."""
    findings: list[Finding] = []
    if state.sites:
        findings += find_missing_tick(state.last_tick, now)
        findings += find_failing_steps(state.tick)
    for site in state.sites:
        findings += find_in_schedules(site, now)
        findings += find_held_vehicles(site)
        findings += find_leads(site, now)
    return findings

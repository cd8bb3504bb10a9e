"""What is kept for a time and then given up: runs, attempts, and who wrote leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wagtail.models import Site

from wagtail_easycars.connection import get_settings
from wagtail_easycars.leads.old_attempts import delete_old_attempts, get_old_attempts
from wagtail_easycars.leads.privacy import anonymise, get_old_leads
from wagtail_easycars.runs.retention import delete_old_runs, get_old_runs


@dataclass(frozen=True)
class Expired:
    """Numbers of runs and attempts that are deleted, and of leads that are made anonymous."""

    runs: int
    attempts: int
    leads: int


def find_expired(site: Site, now: datetime) -> Expired:
    """Return what ``give_up_expired()`` would do; nothing is written."""
    leads = get_old_leads(get_settings(site), now)
    return Expired(
        runs=get_old_runs(site, now).count(),
        attempts=get_old_attempts(site, now).count(),
        leads=leads.count(),
    )


def give_up_expired(site: Site, now: datetime) -> Expired:
    """Delete the site's old runs with their changes, and the old attempts at its leads; make its
    old leads anonymous."""
    leads = get_old_leads(get_settings(site), now)
    return Expired(
        runs=delete_old_runs(site, now),
        attempts=sum(delete_old_attempts(site, now)),
        leads=len(anonymise(leads, now)),
    )

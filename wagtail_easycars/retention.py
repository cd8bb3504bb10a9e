"""What is kept for a time and then given up: runs, attempts, and who wrote leads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from wagtail.models import Site

from wagtail_easycars.connection import get_settings
from wagtail_easycars.leads.old_attempts import delete_old_attempts, get_old_attempts
from wagtail_easycars.leads.privacy import anonymise, get_old_leads
from wagtail_easycars.runs.retention import delete_old_runs, get_old_runs

# How many are given up before whoever has to end may do so.
LEADS_A_BATCH = 500


@dataclass(frozen=True)
class Expired:
    """Numbers of runs and attempts that are deleted, and of leads that are made anonymous."""

    runs: int = 0
    attempts: int = 0
    leads: int = 0

    def __add__(self, other: Expired) -> Expired:
        return Expired(
            runs=self.runs + other.runs,
            attempts=self.attempts + other.attempts,
            leads=self.leads + other.leads,
        )


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
    return sum(give_up_bit_by_bit(site, now), start=Expired())


def give_up_bit_by_bit(site: Site, now: datetime) -> Iterator[Expired]:
    """Do what ``give_up_expired()`` does, and yield after each batch, once it is committed, what
    that was. What was promised to people comes first."""
    for leads in _anonymise_old_leads(site, now):
        yield Expired(leads=leads)
    for attempts in delete_old_attempts(site, now):
        yield Expired(attempts=attempts)
    for runs in delete_old_runs(site, now):
        yield Expired(runs=runs)


def _anonymise_old_leads(site: Site, now: datetime) -> Iterator[int]:
    old = get_old_leads(get_settings(site), now).order_by("pk")
    last = 0
    while keys := list(old.filter(pk__gt=last).values_list("pk", flat=True)[:LEADS_A_BATCH]):
        yield len(anonymise(old.filter(pk__in=keys), now))
        last = keys[-1]  # not the same ones again: some may be on their way to EasyCars

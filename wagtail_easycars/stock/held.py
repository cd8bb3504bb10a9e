"""Withdrawals that wait for a person: approve them, or keep the vehicles on the site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_easycars.models import SyncChange, SyncRun, Vehicle
from wagtail_easycars.runs.batches import BatchWriter, batches
from wagtail_easycars.runs.lifecycle import finish, new_run, running
from wagtail_easycars.stock.log_actions import APPROVED_ACTION, DISMISSED_ACTION, log_decisions
from wagtail_easycars.stock.withdraw import withdraw_vehicles

# What decides on a batch of vehicles, and returns what it adds to the run's counts.
Decide = Callable[[SyncRun, Sequence[Vehicle]], Counter[str]]


def get_held_vehicles(site: Site) -> QuerySet[Vehicle]:
    """Return the vehicles of ``site`` whose withdrawal waits for a person."""
    return Vehicle.objects.filter(site=site).held()


def approve_withdrawals(
    site: Site, *, trigger: str, user: Any = None, keys: Collection[int] | None = None
) -> SyncRun:
    """Take held vehicles of ``site`` off the site, and return the run that did.

    All of them, or those of ``keys`` that are still held. Raises ``RunUnderWay`` where a sync of
    the site's stock is at work.
    """
    return _decide(site, partial(_approve, user=user), trigger=trigger, user=user, keys=keys)


def dismiss_withdrawals(
    site: Site, *, trigger: str, user: Any = None, keys: Collection[int] | None = None
) -> SyncRun:
    """Keep held vehicles of ``site`` on the site, and return the run that did.

    All of them, or those of ``keys`` that are still held. The next sync decides anew by what the
    feed has then. Raises ``RunUnderWay`` where a sync of the site's stock is at work.
    """
    return _decide(site, partial(_dismiss, user=user), trigger=trigger, user=user, keys=keys)


def _decide(
    site: Site, decide: Decide, *, trigger: str, user: Any, keys: Collection[int] | None
) -> SyncRun:
    run = new_run(site, SyncRun.Kind.STOCK, trigger=trigger, user=user, is_exchange=False)
    with running(run) as lease:
        writer = BatchWriter(run, lease)
        # No sync changes them any more, now that the lease is held.
        held = [each for each in get_held_vehicles(site).order_by("pk") if _is_among(each, keys)]
        run.total = len(held)
        for vehicles in batches(held):
            writer.write(vehicles, decide)
        run.held = get_held_vehicles(site).count()
        finish(run, [])
    return run


def _is_among(vehicle: Vehicle, keys: Collection[int] | None) -> bool:
    return keys is None or vehicle.pk in keys


def _approve(run: SyncRun, held: Sequence[Vehicle], *, user: Any) -> Counter[str]:
    counts = withdraw_vehicles(
        run, held, last_seen_at=None, reason=_("Withdrawal approved."), user=user
    )
    log_decisions(APPROVED_ACTION, held, run=run, user=user)
    return counts + Counter(done=len(held))


def _dismiss(run: SyncRun, held: Sequence[Vehicle], *, user: Any) -> Counter[str]:
    keys = [vehicle.pk for vehicle in held]
    Vehicle.objects.filter(pk__in=keys).update(withdrawal_held_at=None, withdrawal_held_by=None)
    SyncChange.objects.bulk_create(
        SyncChange(
            run=run,
            action=SyncChange.Action.DISMISSED,
            vehicle=vehicle,
            user=user,
            reference=vehicle.stock_number,
            title=vehicle.title[:255],
            error=_("Kept on the site although it is missing from the feed."),
        )
        for vehicle in held
    )
    log_decisions(DISMISSED_ACTION, held, run=run, user=user)
    return Counter(done=len(held))

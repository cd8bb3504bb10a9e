"""Withdrawals that wait for a person: approve them, or keep the vehicles on the site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_easycars.models import SyncChange, SyncRun, Vehicle
from wagtail_easycars.runs.batches import BatchWriter, batches
from wagtail_easycars.runs.lifecycle import create_run, finish, running
from wagtail_easycars.stock.withdraw import withdraw_vehicles


def approve_withdrawals(site: Site, *, trigger: str, user: Any = None) -> SyncRun:
    """Take the held vehicles of ``site`` off the site, and return the run that did.

    Raises ``RunUnderWay`` where a sync of the site's stock is at work.
    """
    withdraw = partial(
        withdraw_vehicles, last_seen_at=None, reason=_("Withdrawal approved."), user=user
    )
    return _decide(site, withdraw, trigger=trigger, user=user)


def dismiss_withdrawals(site: Site, *, trigger: str, user: Any = None) -> SyncRun:
    """Keep the held vehicles of ``site`` on the site, and return the run that did.

    The next sync decides anew by what the feed has then. Raises ``RunUnderWay`` where a sync of
    the site's stock is at work.
    """
    return _decide(site, partial(_dismiss, user=user), trigger=trigger, user=user)


def _decide(site: Site, write: Any, *, trigger: str, user: Any) -> SyncRun:
    run = create_run(site, SyncRun.Kind.STOCK, trigger=trigger, user=user)
    with running(run, is_exchange=False) as lease:
        writer = BatchWriter(run, lease)
        held = list(Vehicle.objects.filter(site=site).held().order_by("pk"))
        run.total = len(held)
        for vehicles in batches(held):
            writer.write(vehicles, write)
        finish(run, [])
    return run


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
    return Counter(done=len(held))

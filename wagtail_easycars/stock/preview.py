"""What a run would do, for people and for scripts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_easycars.models import SyncChange, SyncRun, Vehicle
from wagtail_easycars.runs.batches import batches
from wagtail_easycars.runs.report import describe_counts
from wagtail_easycars.stock.changes import summarise
from wagtail_easycars.stock.identity import get_title
from wagtail_easycars.stock.known import KnownVehicle
from wagtail_easycars.stock.plan import Update
from wagtail_easycars.stock.prepare import Prepared
from wagtail_easycars.stock.update import VehicleUpdate

Action = SyncChange.Action


def previewed_changes(prepared: Prepared) -> Iterator[SyncChange]:
    """Yield the changes, unsaved and without a run, that a run would record."""
    for creation in prepared.plan.creations:
        yield SyncChange(
            action=Action.CREATED,
            reference=creation.item.stock_number,
            title=get_title(creation.item.raw),
            after=summarise(creation.values),
        )
    for updates in batches(prepared.plan.updates):
        yield from _previewed_updates(updates)
    for failure in prepared.plan.failures:
        yield SyncChange(
            action=Action.FAILED,
            reference=failure.stock_number,
            title=failure.title,
            error=failure.reason,
        )
    withdrawals = prepared.withdrawals
    yield from _previewed_withdrawals(Action.WITHDRAWN, withdrawals.now)
    yield from _previewed_withdrawals(Action.HELD, withdrawals.held, withdrawals.reason)


def _previewed_updates(updates: list[Update]) -> Iterator[SyncChange]:
    vehicles = Vehicle.objects.in_bulk([update.known.pk for update in updates])
    now = timezone.now()
    for update in updates:
        if update.known.pk in vehicles:
            planned = VehicleUpdate(vehicles[update.known.pk], update, now)
            if planned.is_change:
                yield planned.as_change(SyncRun())


def _previewed_withdrawals(
    action: str, missing: Sequence[KnownVehicle], reason: str = ""
) -> Iterator[SyncChange]:
    for known_vehicles in batches(missing):
        vehicles = Vehicle.objects.only("make", "model", "badge", "year", "stock_number").in_bulk(
            [known.pk for known in known_vehicles]
        )
        for known in known_vehicles:
            vehicle = vehicles.get(known.pk)
            yield SyncChange(
                action=action,
                vehicle=vehicle,
                reference=known.stock_number,
                title=vehicle.title[:255] if vehicle else "",
                error=reason,
            )


def count_preview(prepared: Prepared, changes: list[SyncChange]) -> dict[str, int]:
    """Return the counts of ``SyncRun`` that a run would end with."""
    plan, withdrawals = prepared.plan, prepared.withdrawals
    updated = sum(
        change.action in (Action.UPDATED, Action.RELISTED, Action.RETURNED) for change in changes
    )
    return {
        "created": len(plan.creations),
        "updated": updated,
        "unchanged": plan.unchanged + len(plan.updates) - updated,
        "withdrawn": len(withdrawals.now),
        "held": len(withdrawals.held),
        "failed": len(plan.failures),
        "pages_created": 0,
    }


def get_doubt(prepared: Prepared) -> str:
    """Return what is wrong with the answer as a whole, '' where it is fine."""
    return prepared.withdrawals.reason or prepared.doubt


def preview_as_dict(prepared: Prepared) -> dict[str, Any]:
    """Return the preview by the names of ``SyncRun``, with the single changes."""
    changes = list(previewed_changes(prepared))
    doubtful = get_doubt(prepared)
    warned = doubtful or prepared.plan.failures
    return {
        "id": None,
        "dry_run": True,
        "kind": SyncRun.Kind.STOCK.value,
        "status": (SyncRun.Status.WARNING if warned else SyncRun.Status.SUCCESS).value,
        "seen": prepared.seen,
        **count_preview(prepared, changes),
        "error": doubtful,
        "changes": [_change_as_dict(change) for change in changes],
    }


def _change_as_dict(change: SyncChange) -> dict[str, Any]:
    names = ("reference", "title", "before", "after", "error")
    return {"action": str(change.action), **{name: getattr(change, name) for name in names}}


def describe_preview(prepared: Prepared) -> Iterator[str]:
    """Yield the preview as lines: each change, then the counts."""
    changes = list(previewed_changes(prepared))
    for change in changes:
        yield f"  {change.get_action_display()}: {change.reference} {change.title}".rstrip()
        for name, value in change.after.items() if change.action != Action.CREATED else ():
            yield _("    %(field)s: %(before)s → %(after)s") % {
                "field": name,
                "before": _shown(change.before.get(name)),
                "after": _shown(value),
            }
        if change.error:
            yield f"    {change.error}"
    yield describe_counts(count_preview(prepared, changes))


def _shown(value: Any) -> str:
    text = str(value) if value not in (None, "") else "-"
    return text if len(text) <= 60 else text[:57] + "..."

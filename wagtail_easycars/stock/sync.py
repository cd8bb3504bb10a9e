"""The stock flow: fetch, parse, plan, guard, apply, publish."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Site

from wagtail_easycars.client import EasyCarsClient, MemoryTokenStore
from wagtail_easycars.conf import app_settings
from wagtail_easycars.connection import get_client, get_settings
from wagtail_easycars.models import EasyCarsSettings, SyncRun, Vehicle
from wagtail_easycars.publishing.inventory import NoInventoryPage, get_inventory_page
from wagtail_easycars.publishing.publish import publish_vehicles
from wagtail_easycars.runs.batches import BatchWriter, Progress, batches, no_progress
from wagtail_easycars.runs.lease import Lease
from wagtail_easycars.runs.lifecycle import finish, running, save_outlook
from wagtail_easycars.runs.memory import settled_memory
from wagtail_easycars.stock.apply import (
    create_vehicles,
    refuse_creation,
    refuse_update,
    update_vehicles,
)
from wagtail_easycars.stock.fetch import Answer, fetch_stock
from wagtail_easycars.stock.findings import record_drift, record_failures
from wagtail_easycars.stock.guard import Withdrawals
from wagtail_easycars.stock.plan import Creation, Plan, Update
from wagtail_easycars.stock.prepare import Prepared, prepare
from wagtail_easycars.stock.withdraw import hold_withdrawals, keep_vehicles, withdraw_vehicles


def sync_stock(run: SyncRun, *, progress: Progress = no_progress) -> None:
    """Make the vehicles and pages of ``run``'s site equal to its EasyCars stock.

    How it went is in ``run``; a foreseen error fails the run and is not raised. Raises
    ``RunUnderWay`` where another run of the site's stock is at work.
    """
    settings = get_settings(run.site)
    with running(run, settings) as lease, settled_memory():
        run.held = get_held_count(run)  # which wait also where the run fails
        with get_client(settings) as client:
            prepared = prepare(settings, fetch_whole_stock(client, settings, lease))
        with settled_memory():
            _begin(run, lease, prepared)
            _carry_out(BatchWriter(run, lease, progress), settings, prepared)


def preview_stock(site: Site) -> Prepared:
    """Return what a run for ``site`` would do now, and write nothing.

    Raises ``EasyCarsError`` where the stock cannot be had.
    """
    settings = get_settings(site)
    with get_client(settings, token_store=MemoryTokenStore()) as client:
        return prepare(settings, fetch_stock(client, settings.yard_code_list))


def fetch_whole_stock(client: EasyCarsClient, settings: EasyCarsSettings, lease: Lease) -> Answer:
    """Return the stock of ``settings``' site, and keep ``lease`` for as long as that may take."""
    # Nothing renews the lease while EasyCars makes up its answer.
    patience = app_settings.STOCK_DEADLINE + app_settings.LEASE_SECONDS
    renew = partial(lease.renew, seconds=patience)
    return fetch_stock(client, settings.yard_code_list, before_call=renew)


def _carry_out(writer: BatchWriter, settings: EasyCarsSettings, prepared: Prepared) -> None:
    run = writer.run
    _apply(writer, prepared)
    # Not before: of a run that ended halfway, new vehicles are on the site, and what is missing has
    # not been judged. The next one must not take them for what had been there.
    run.is_complete = not prepared.doubt
    warnings = [*_publish(writer, settings), *_warnings(run, prepared)]
    run.held = get_held_count(run)
    finish(run, warnings)


def get_held_count(run: SyncRun) -> int:
    """Return how many withdrawals of ``run``'s site wait for a person."""
    return Vehicle.objects.filter(site=run.site).held().count()


def _begin(run: SyncRun, lease: Lease, prepared: Prepared) -> None:
    plan = prepared.plan
    run.seen = run.total = prepared.seen
    run.unchanged = plan.unchanged
    run.done = plan.unchanged + plan.left_off
    if plan.creations or plan.updates:
        save_outlook(run, lease, "seen", "total", "unchanged", "done")


def _apply(writer: BatchWriter, prepared: Prepared) -> None:
    plan = prepared.plan
    _apply_items(writer, plan)
    for failures in batches(plan.failures):
        writer.write(failures, record_failures)
    if plan.unknown_fields:
        writer.write(sorted(plan.unknown_fields), record_drift)
    if plan.unusable:
        writer.write(plan.unusable, keep_vehicles)
    _apply_withdrawals(writer, prepared.withdrawals, prepared.last_complete_run)


def _apply_items(writer: BatchWriter, plan: Plan) -> None:
    # Changes first: a renumbered car gives its old stock number free.
    for updates in batches(plan.updates, weigh=_size):
        writer.write(updates, update_vehicles, refuse=refuse_update)
    for creations in batches(plan.creations, weigh=_size):
        writer.write(creations, create_vehicles, refuse=refuse_creation)


def _size(record: Creation | Update) -> int:
    return record.item.size


def _apply_withdrawals(
    writer: BatchWriter, withdrawals: Withdrawals, last_seen_at: datetime | None
) -> None:
    withdraw = partial(
        withdraw_vehicles, last_seen_at=last_seen_at, reason=_("Missing from the feed.")
    )
    for vehicles in batches(withdrawals.now):
        writer.write(vehicles, withdraw)
    hold = partial(hold_withdrawals, last_seen_at=last_seen_at, reason=withdrawals.reason)
    newly_held = [vehicle for vehicle in withdrawals.held if not vehicle.is_held]
    for vehicles in batches(newly_held):
        writer.write(vehicles, hold)


def _publish(writer: BatchWriter, settings: EasyCarsSettings) -> list[str]:
    """Publish what has no page, and return what kept it from being published."""
    try:
        inventory_page = get_inventory_page(settings)
    except NoInventoryPage as error:
        return [str(error)]
    publish_vehicles(writer, inventory_page)
    return []


def _warnings(run: SyncRun, prepared: Prepared) -> list[str]:
    warnings = []
    if prepared.withdrawals.held:
        warnings.append(_held_warning(len(prepared.withdrawals.held), prepared.withdrawals.reason))
    elif prepared.doubt:
        warnings.append(prepared.doubt)
    if run.failed:
        warnings.append(
            ngettext(
                "%(count)d vehicle of the feed could not be used.",
                "%(count)d vehicles of the feed could not be used.",
                run.failed,
            )
            % {"count": run.failed}
        )
    return warnings


def _held_warning(count: int, reason: str) -> str:
    return ngettext(
        "%(reason)s %(count)d vehicle stays on the site until a person has agreed.",
        "%(reason)s %(count)d vehicles stay on the site until a person has agreed.",
        count,
    ) % {"reason": reason, "count": count}

"""Publishes a page for each vehicle that has none."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from wagtail_easycars.compat import get_page_model
from wagtail_easycars.models import SyncChange, SyncRun, Vehicle
from wagtail_easycars.page_lookup import get_vehicle_page_model
from wagtail_easycars.publishing.bulk import add_children, lock_parent
from wagtail_easycars.publishing.eligibility import reasons_against_bulk
from wagtail_easycars.publishing.front_end_cache import purge_listing
from wagtail_easycars.publishing.one_by_one import add_child_one_by_one
from wagtail_easycars.runs.batches import BatchWriter, batches

logger = logging.getLogger("wagtail_easycars")


@dataclass(frozen=True)
class Way:
    """How pages are added, and how many in one transaction: ``BATCH_SIZE`` where it is ``None``."""

    add: Callable[[Any, Sequence[Any]], None]
    batch_size: int | None = None


BULK = Way(add_children)
# A transaction keeps editors from adding pages beside these, and on SQLite from writing anything.
ONE_BY_ONE = Way(add_child_one_by_one, batch_size=25)


def vehicles_without_page(site_id: int, locale_id: int) -> QuerySet[Vehicle]:
    """Return the vehicles of the feed, and those entered by hand, that no page of a locale shows.

    A page that an editor unpublished is a page; one that was deleted is not, nor is an alias.
    """
    # As a join, SQLite would go through every page of the locale for each vehicle.
    originals = get_page_model().objects.filter(
        pk=OuterRef("pk"), locale_id=locale_id, alias_of__isnull=True
    )
    pages = get_vehicle_page_model().objects.filter(Exists(originals), vehicle_id=OuterRef("pk"))
    vehicles = Vehicle.objects.filter(~Exists(pages), site_id=site_id)
    return vehicles.exclude(status=Vehicle.Status.WITHDRAWN).order_by("pk")


def publish_vehicles(writer: BatchWriter, inventory_page: Any) -> None:
    """Publish the vehicles that have no page below ``inventory_page``.

    For a vehicle that is not new with this run it is recorded that its page was missing. Raises
    ``LeaseLost`` where another run has taken over.
    """
    vehicles = vehicles_without_page(writer.run.site_id, inventory_page.locale_id)
    keys = list(vehicles.values_list("pk", flat=True))
    if not keys:
        return
    way = choose_way(get_vehicle_page_model())
    for batch in batches(keys, size=way.batch_size):
        write = partial(_publish_batch, inventory_page, way)
        writer.write(batch, write, refuse=_refuse_page)


def publish_vehicle(vehicle: Vehicle, inventory_page: Any, *, user: Any = None) -> None:
    """Publish ``vehicle`` below ``inventory_page`` if no page shows it and it is not withdrawn.

    Must run in a transaction.
    """
    parent = lock_parent(inventory_page)
    vehicles = vehicles_without_page(vehicle.site_id, parent.locale_id)
    if vehicles.filter(pk=vehicle.pk).exists():
        page = get_vehicle_page_model().for_vehicle(vehicle)
        add_child_one_by_one(parent, [page], user=user)


def choose_way(model: type[Any]) -> Way:
    """Return the fastest way to publish pages of ``model`` that leaves nothing out."""
    reasons = reasons_against_bulk(model)
    if not reasons:
        return BULK
    logger.info("%s is published one by one: it %s", model.__name__, ", ".join(reasons))
    return ONE_BY_ONE


def _publish_batch(
    inventory_page: Any, way: Way, run: SyncRun, keys: Sequence[int]
) -> Counter[str]:
    # Staff who save a vehicle publish it too: what has no page is certain only under the lock.
    parent = lock_parent(inventory_page)
    model = get_vehicle_page_model()
    vehicles = vehicles_without_page(run.site_id, parent.locale_id).filter(pk__in=keys)
    pages = [model.for_vehicle(vehicle) for vehicle in vehicles]
    way.add(parent, pages)
    SyncChange.objects.bulk_create(
        SyncChange(
            run=run,
            action=SyncChange.Action.PUBLISHED,
            vehicle_id=page.vehicle_id,
            reference=page.vehicle.stock_number,
            title=page.title,
            after={"url_path": page.url_path},
        )
        for page in pages
        if page.vehicle.first_seen_at < run.started_at
    )
    purge_listing(parent)
    return Counter(pages_created=len(pages))


def _refuse_page(run: SyncRun, key: int, reason: str) -> Counter[str]:
    vehicle = Vehicle.objects.get(pk=key)
    SyncChange.objects.create(
        run=run,
        action=SyncChange.Action.FAILED,
        vehicle=vehicle,
        reference=vehicle.stock_number,
        title=vehicle.title[:255],
        error=_("The vehicle is stored, but its page could not be published: %(reason)s")
        % {"reason": reason},
    )
    return Counter(failed=1)

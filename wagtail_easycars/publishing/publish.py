"""Publishes a page for each vehicle that has none."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from wagtail_easycars.models import SyncChange, SyncRun, Vehicle
from wagtail_easycars.page_lookup import get_vehicle_page_model
from wagtail_easycars.publishing.bulk import add_children
from wagtail_easycars.publishing.eligibility import reasons_against_bulk
from wagtail_easycars.publishing.one_by_one import add_child_one_by_one
from wagtail_easycars.runs.batches import BatchWriter, batches

logger = logging.getLogger("wagtail_easycars")

AddChildren = Callable[[Any, Sequence[Any]], None]


def vehicles_without_page(site_id: int) -> QuerySet[Vehicle]:
    """Return the vehicles of the feed, and those entered by hand, that no page shows.

    A page that an editor unpublished is a page; one that was deleted is not.
    """
    pages = get_vehicle_page_model().objects.filter(vehicle_id=OuterRef("pk"))
    vehicles = Vehicle.objects.filter(~Exists(pages), site_id=site_id)
    return vehicles.exclude(status=Vehicle.Status.WITHDRAWN).order_by("pk")


def publish_vehicles(writer: BatchWriter, inventory_page: Any) -> None:
    """Publish the vehicles that have no page below ``inventory_page``.

    For a vehicle that is not new with this run it is recorded that its page was missing. Raises
    ``LeaseLost`` where another run has taken over.
    """
    keys = list(vehicles_without_page(writer.run.site_id).values_list("pk", flat=True))
    if not keys:
        return
    add = choose_way(get_vehicle_page_model())
    for batch in batches(keys):
        write = partial(_publish_batch, inventory_page, add)
        writer.write(batch, write, refuse=_refuse_page)


def publish_vehicle(vehicle: Vehicle, inventory_page: Any, *, user: Any = None) -> None:
    """Publish ``vehicle`` below ``inventory_page`` if no page shows it and it is not withdrawn.

    Must run in a transaction.
    """
    if vehicles_without_page(vehicle.site_id).filter(pk=vehicle.pk).exists():
        page = get_vehicle_page_model().for_vehicle(vehicle)
        add_child_one_by_one(inventory_page, [page], user=user)


def choose_way(model: type[Any]) -> AddChildren:
    """Return the fastest way to publish pages of ``model`` that leaves nothing out."""
    reasons = reasons_against_bulk(model)
    if not reasons:
        return add_children
    logger.info("%s is published one by one: it %s", model.__name__, ", ".join(reasons))
    return add_child_one_by_one


def _publish_batch(
    inventory_page: Any, add: AddChildren, run: SyncRun, keys: Sequence[int]
) -> Counter[str]:
    model = get_vehicle_page_model()
    vehicles = Vehicle.objects.filter(pk__in=keys).order_by("pk")
    pages = [model.for_vehicle(vehicle) for vehicle in vehicles]
    add(inventory_page, pages)
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

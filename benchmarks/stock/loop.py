"""What a developer would write first: one vehicle after the other."""

from __future__ import annotations

from itertools import islice
from typing import Any

from benchmarks.dealers import measured_dealer
from benchmarks.measure import measure
from benchmarks.measurement import Measurement
from benchmarks.stock.plain_client import PlainClient
from wagtail_easycars.models import EasyCarsSettings, Vehicle
from wagtail_easycars.pages.models import VehiclePage
from wagtail_easycars.publishing.inventory import get_inventory_page
from wagtail_easycars.stock.mapping import get_mapper


def loop(size: int, repeats: int) -> Measurement:
    """Save and publish ``size`` new vehicles one by one; neither pictures nor a history."""
    dealer = measured_dealer()
    inventory_page = get_inventory_page(dealer)
    client = PlainClient(dealer)

    def work() -> None:
        mapper = get_mapper()
        for raw in islice(client.fetch(), size):
            vehicle, _created = update_or_create(dealer, raw, mapper.map(raw))
            page = VehiclePage(title=vehicle.title, vehicle=vehicle)
            inventory_page.add_child(instance=page)
            page.save_revision().publish()

    result = measure("loop", size, work)
    if VehiclePage.objects.live().child_of(inventory_page).count() != size:
        raise RuntimeError("The loop did not publish every vehicle.")
    return result


def loop_unchanged(size: int, repeats: int) -> Measurement:
    """Save ``size`` vehicles that have not changed, one by one."""
    dealer = measured_dealer()
    client = PlainClient(dealer)

    def work() -> None:
        mapper = get_mapper()
        for raw in islice(client.fetch(), size):
            update_or_create(dealer, raw, mapper.map(raw))

    before = Vehicle.objects.count()
    result = measure("loop_unchanged", size, work)
    if Vehicle.objects.count() != before:
        raise RuntimeError("The loop created vehicles that were there.")
    return result


def update_or_create(
    dealer: EasyCarsSettings, raw: dict[str, Any], values: dict[str, Any]
) -> tuple[Vehicle, bool]:
    return Vehicle.objects.update_or_create(
        site=dealer.site,
        stock_number=raw["StockNumber"],
        defaults={**values, "feed": raw, "source": Vehicle.Source.EASYCARS},
    )

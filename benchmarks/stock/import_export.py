"""django-import-export with its fast options on: vehicles only, for it knows no pages.

It writes in bulk, reads what exists in one query and computes no differences to show; it neither
fills Wagtail's search index nor records pictures.
"""

from __future__ import annotations

import json
from typing import Any

from import_export.instance_loaders import CachedInstanceLoader
from import_export.resources import ModelResource
from tablib import Dataset

from benchmarks.dealers import measured_dealer
from benchmarks.measure import measure
from benchmarks.measurement import Measurement
from benchmarks.stock.plain_client import PlainClient
from wagtail_easycars.models import Vehicle
from wagtail_easycars.stock.mapping import get_mapper


class VehicleResource(ModelResource):
    class Meta:
        model = Vehicle
        import_id_fields = ("stock_number",)
        exclude = (
            "id",
            "pinned_fields",
            "feed_digest",
            "extra",
            "previous_price",
            "price_changed_at",
            "first_seen_at",
            "last_seen_at",
            "withdrawn_at",
            "withdrawal_held_at",
            "withdrawal_held_by",
        )
        instance_loader_class = CachedInstanceLoader
        use_bulk = True
        skip_unchanged = True
        skip_html_diff = True

    def __init__(self, site_id: int) -> None:
        super().__init__()
        self._site_id = site_id

    def get_queryset(self) -> Any:
        return Vehicle.objects.filter(site_id=self._site_id)


def import_export_cold(size: int, repeats: int) -> Measurement:
    """Import ``size`` new vehicles."""
    return _import("import_export_cold", size, expected="new")


def import_export_unchanged(size: int, repeats: int) -> Measurement:
    """Import ``size`` vehicles that have not changed."""
    return _import("import_export_unchanged", size, expected="skip")


def _import(name: str, size: int, *, expected: str) -> Measurement:
    dealer = measured_dealer()
    client = PlainClient(dealer)
    totals: dict[str, int] = {}

    def work() -> None:
        dataset = as_dataset(client.fetch(), dealer.site_id)
        resource = VehicleResource(dealer.site_id)
        result = resource.import_data(dataset, raise_errors=True, use_transactions=True)
        totals.update(result.totals)

    result = measure(name, size, work)
    if totals[expected] != size:
        raise RuntimeError(f"django-import-export should count {size} as {expected}: {totals}")
    return result


def as_dataset(items: list[dict[str, Any]], site_id: int) -> Dataset:
    mapper = get_mapper()
    dataset = Dataset()
    dataset.dict = [
        {
            **mapper.map(raw),
            "site": site_id,
            "stock_number": raw["StockNumber"],
            "source": Vehicle.Source.EASYCARS.value,
            "feed": json.dumps(raw),
        }
        for raw in items
    ]
    return dataset

"""All that has happened to a vehicle, from the feed to its page, the latest first.

It is gathered from what runs have recorded and from Wagtail's logs, a page of it at a time: in as
many queries for the first page of a long life as for a short one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast
from wagtail.models import ModelLogEntry, PageLogEntry

from wagtail_easycars.models import Vehicle
from wagtail_easycars.page_lookup import get_vehicle_page_model
from wagtail_easycars.panel.timeline.event import (
    Event,
    describe_change,
    describe_page_entry,
    describe_vehicle_entry,
)


@dataclass(frozen=True)
class Source:
    """Rows of one kind; ``date_field`` says when what each tells of has happened."""

    rows: QuerySet[Any]
    date_field: str
    describe: Callable[[Any], Event]

    def get_keys(self, name: str) -> QuerySet[Any]:
        rows = self.rows.order_by().annotate(
            source=Value(name, output_field=CharField()), key=Cast("pk", CharField())
        )
        return rows.values_list(self.date_field, "source", "key")


class Timeline(Sequence[Event]):
    """The events of ``vehicle`` as a sequence that a paginator can slice."""

    def __init__(self, vehicle: Vehicle) -> None:
        self._sources = _get_sources(vehicle)
        first, *others = [source.get_keys(name) for name, source in self._sources.items()]
        self._keys = first.union(*others, all=True)

    def __len__(self) -> int:
        return self._keys.count()

    def __getitem__(self, index: Any) -> Any:
        keys = list(self._keys.order_by("-created_at", "-key")[index])
        return self._load(keys)

    def _load(self, keys: list[tuple[datetime, str, str]]) -> list[Event]:
        wanted = defaultdict(list)
        for _date, name, key in keys:
            wanted[name].append(int(key))
        found = {
            name: self._sources[name].rows.in_bulk(numbers) for name, numbers in wanted.items()
        }
        rows = [(name, found[name].get(int(key))) for _date, name, key in keys]
        return [self._sources[name].describe(row) for name, row in rows if row is not None]


def _get_sources(vehicle: Vehicle) -> dict[str, Source]:
    changes = vehicle.sync_changes.select_related("user", "run")
    own_type = ContentType.objects.get_for_model(Vehicle)
    entries = ModelLogEntry.objects.filter(content_type=own_type, object_id=str(vehicle.pk))
    pages = get_vehicle_page_model().objects.filter(vehicle=vehicle)
    page_entries = PageLogEntry.objects.filter(page__in=pages.values("pk"))
    return {
        "change": Source(changes, "created_at", describe_change),
        "vehicle": Source(entries.select_related("user"), "timestamp", describe_vehicle_entry),
        "page": Source(page_entries.select_related("user"), "timestamp", describe_page_entry),
    }

"""A bare ``bulk_create`` of the very rows that a first import leaves, in the same batches.

They are read from the database of a finished import, which is not measured, and written into one
where the import has not happened. So nothing is fetched, mapped, compared or even instantiated.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from wagtail.models import PageLogEntry, ReferenceIndex
from wagtail.search import models as search_models

from benchmarks.dealers import measured_dealer
from benchmarks.measure import Stopwatch
from benchmarks.measurement import Measurement
from wagtail_easycars.compat import get_page_model
from wagtail_easycars.conf import app_settings
from wagtail_easycars.models import (
    SyncChange,
    SyncLease,
    SyncRun,
    SyncSchedule,
    Vehicle,
    VehicleImage,
)
from wagtail_easycars.pages.models import VehiclePage

Rows = list[Any]
# What a run writes of itself; the sync of the small dealer has left its own.
RUN_MODELS = (SyncRun, SyncLease, SyncSchedule)


class VehiclePageRow(models.Model):
    """The child table of ``VehiclePage``: ``bulk_create`` refuses models that have a parent."""

    page_ptr_id = models.BigIntegerField(primary_key=True)
    vehicle_id = models.BigIntegerField()

    class Meta:
        app_label = "benchmarks"
        managed = False
        db_table = VehiclePage._meta.db_table

    def __str__(self) -> str:
        return str(self.page_ptr_id)


def bare_rows(size: int, repeats: int) -> Measurement:
    site_id = measured_dealer().site_id
    for run in finished(SyncRun).filter(site_id=site_id):
        run.save(using="default", force_insert=True)
    stopwatch = Stopwatch()
    for keys in vehicle_batches(site_id):
        write(stopwatch, vehicle_rows(keys))
    for keys in vehicle_batches(site_id):
        write(stopwatch, page_rows(keys))
    refuse_missing_rows()
    return stopwatch.report("bare_rows", size)


def finished(model: type[models.Model]) -> models.QuerySet[Any]:
    return model._base_manager.using("finished").order_by("pk")


def vehicle_batches(site_id: int) -> Iterator[list[int]]:
    keys = list(finished(Vehicle).filter(site_id=site_id).values_list("pk", flat=True))
    for start in range(0, len(keys), app_settings.BATCH_SIZE):
        yield keys[start : start + app_settings.BATCH_SIZE]


def vehicle_rows(keys: list[int]) -> list[Rows]:
    return [
        list(finished(Vehicle).filter(pk__in=keys)),
        list(finished(VehicleImage).filter(vehicle__in=keys)),
        list(finished(SyncChange).filter(vehicle__in=keys)),
        index_entries(Vehicle, keys),
    ]


def page_rows(vehicle_keys: list[int]) -> list[Rows]:
    child_rows = list(finished(VehiclePageRow).filter(vehicle_id__in=vehicle_keys))
    keys = [row.page_ptr_id for row in child_rows]
    content_type = ContentType.objects.get_for_model(VehiclePage)
    references = finished(ReferenceIndex).filter(content_type=content_type.pk)
    return [
        list(finished(get_page_model()).filter(pk__in=keys)),
        child_rows,
        list(references.filter(object_id__in=map(str, keys))),
        list(finished(PageLogEntry).filter(page_id__in=keys)),
        index_entries(VehiclePage, keys),
    ]


def index_entries(model: type[models.Model], keys: list[int]) -> Rows:
    content_type = ContentType.objects.get_for_model(model)
    entries = finished(search_models.IndexEntry).filter(content_type=content_type.pk)
    return list(entries.filter(object_id__in=map(str, keys)))


def write(stopwatch: Stopwatch, groups: list[Rows]) -> None:
    with stopwatch, transaction.atomic():
        for rows in groups:
            if rows:
                type(rows[0])._base_manager.using("default").bulk_create(rows)


def refuse_missing_rows() -> None:
    """Raise where a table of the finished import has rows that were not copied."""
    for model in apps.get_models():
        if model in RUN_MODELS or not model._meta.managed or model._meta.proxy:
            continue
        copied = model._base_manager.using("default").count()
        imported = model._base_manager.using("finished").count()
        if copied != imported:
            raise RuntimeError(f"{model._meta.label}: {copied} of {imported} rows were copied.")

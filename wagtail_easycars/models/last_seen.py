"""``Vehicle.last_seen_at``, which an unchanged feed must not have to write."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models.query_utils import DeferredAttribute


class LastSeenAttribute(DeferredAttribute):
    """Reads as the site's last complete run while the vehicle is in the feed."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        stored: datetime | None = super().__get__(instance, cls)
        if instance is None or stored is not None or instance.source != instance.Source.EASYCARS:
            return stored
        return self._last_complete_run(instance.site_id)

    def __set__(self, instance: Any, value: datetime | None) -> None:
        # Without it, Python would read what is stored, and not ask here at all.
        instance.__dict__[self.field.attname] = value

    @staticmethod
    def _last_complete_run(site_id: int) -> datetime | None:
        from wagtail_easycars.models.runs import SyncRun  # noqa: PLC0415  (it imports vehicles)

        return SyncRun.objects.last_complete_stock_run(site_id)


class LastSeenField(models.DateTimeField):
    """Empty in the database while the vehicle is in the feed, set when it goes missing.

    To empty it again, use ``update()``: ``bulk_update()`` would write what the attribute reads as.
    """

    descriptor_class = LastSeenAttribute

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        return model_instance.__dict__.get(self.attname)

"""What one item of the feed changes in a vehicle that the site has already."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from wagtail_easycars.models import SyncChange, SyncRun, Vehicle
from wagtail_easycars.stock.changes import differing_facts, differing_fields
from wagtail_easycars.stock.pictures import get_image_urls
from wagtail_easycars.stock.plan import Update


class VehicleUpdate:
    """Sets ``vehicle``, which is not saved yet, to what ``update`` says.

    ``before`` and ``after`` hold what differs: fields of the vehicle by their name, further facts
    of the feed by theirs. ``written_fields`` are the vehicle's fields that have to be saved.
    """

    def __init__(self, vehicle: Vehicle, update: Update, now: datetime) -> None:
        self.vehicle = vehicle
        self.before: dict[str, Any] = {}
        self.after: dict[str, Any] = {}
        self.written_fields: set[str] = set()
        self.title_before = vehicle.title
        self._update = update
        self._now = now

        feed = update.item.storable
        self.has_new_pictures = get_image_urls(vehicle.feed) != get_image_urls(feed)
        self._note_facts(feed)
        self._write(feed=feed, feed_digest=update.item.digest)
        self._set_values()
        if update.item.stock_number != vehicle.stock_number:
            self._change("stock_number", update.item.stock_number)
        if self.is_back:
            self._bring_back()
        self._follow_status()

    @property
    def is_back(self) -> bool:
        return self._update.is_back

    @property
    def is_renamed(self) -> bool:
        return self.vehicle.title != self.title_before

    @property
    def is_change(self) -> bool:
        """Whether anybody could see a difference; a new version of the mapper may make none."""
        return bool(self.after) or self.is_back

    def as_change(self, run: SyncRun) -> SyncChange:
        return SyncChange(
            run=run,
            action=self._action,
            vehicle=self.vehicle,
            reference=self.vehicle.stock_number,
            title=self.vehicle.title[:255],
            before=self.before,
            after=self.after,
        )

    @property
    def _action(self) -> str:
        if self._update.is_relisted:
            return SyncChange.Action.RELISTED
        return SyncChange.Action.RETURNED if self.is_back else SyncChange.Action.UPDATED

    def _note_facts(self, feed: dict[str, Any]) -> None:
        for name in differing_facts(self.vehicle.feed, feed):
            self.before[name] = self.vehicle.feed.get(name)
            self.after[name] = feed.get(name)

    def _set_values(self) -> None:
        values = self._update.values
        former_price = self.vehicle.price
        for name in differing_fields(self.vehicle, values):
            self._change(name, values[name])
        if self.vehicle.follow_price(former_price, self._now):
            self.written_fields |= {"previous_price", "price_changed_at"}

    def _bring_back(self) -> None:
        """Undo a withdrawal, or a held one; that a vehicle is gone is never pinned by staff."""
        self._write(withdrawal_held_at=None, withdrawal_held_by=None)
        if self.vehicle.status == Vehicle.Status.WITHDRAWN:
            self._change("status", self._update.values["status"])

    def _follow_status(self) -> None:
        if self.vehicle.follow_status(self._now):
            self.written_fields.add("withdrawn_at")

    def _change(self, name: str, value: Any) -> None:
        self.before[name] = getattr(self.vehicle, name)
        self.after[name] = value
        self._write(**{name: value})

    def _write(self, **values: Any) -> None:
        for name, value in values.items():
            setattr(self.vehicle, name, value)
            self.written_fields.add(name)

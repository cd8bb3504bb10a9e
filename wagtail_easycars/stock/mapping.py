"""From an item of the feed to the fields of a vehicle.

A site that wants more of the feed, or wants it otherwise, subclasses ``StockMapper`` and names its
class in ``MAPPER``.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from wagtail_easycars.conf import app_settings
from wagtail_easycars.models import Vehicle
from wagtail_easycars.stock.errors import ItemRejected
from wagtail_easycars.stock.item import StockItem, parse_item
from wagtail_easycars.stock.text import clean_json

CENT = Decimal("0.01")


class StockMapper:
    """Maps one item of ``GetAdvertisementStocks`` to values for ``Vehicle``.

    Override ``get_values`` to fill fields otherwise, ``get_extra`` to keep facts of the site's own
    in ``Vehicle.extra``. Raise ``version`` with each change that shall reach vehicles whose items
    did not change. A mapper neither queries nor writes.
    """

    version = 1

    @classmethod
    def get_fingerprint(cls) -> str:
        return f"{cls.__module__}.{cls.__qualname__}:{cls.version}"

    def map(self, raw: dict[str, Any]) -> dict[str, Any]:
        """Return the values of ``Vehicle``'s fields by name for the item ``raw``.

        Raises ``ItemRejected`` where the item cannot be used.
        """
        cleaned = clean_json(raw)
        item = parse_item(cleaned)
        values = self.get_values(item)
        values["extra"] = self.get_extra(item, cleaned)
        check_lengths({**values, "stock_number": item.stock_number})
        return values

    def get_values(self, item: StockItem) -> dict[str, Any]:
        """Return the values that the feed gives to a vehicle's fields, but ``extra``."""
        return {
            "yard_code": item.yard_code,
            "yard_name": item.yard_name,
            "vin": item.vin.upper(),
            "registration": item.rego_num,
            "make": item.make,
            "model": item.model,
            "badge": item.badge,
            "series": item.series,
            "year": item.year_group,
            "price": as_price(item.price),
            "special_price": as_price(item.adv_special_price),
            "is_drive_away": item.is_drive_away,
            "odometer": item.odometer,
            "odometer_unit": self.get_odometer_unit(item),
            "body": item.body,
            "colour": item.colour,
            "interior_colour": item.interior_color,
            "transmission": item.gear_type,
            "fuel_type": item.fuel_type,
            "drive_type": item.drive_train,
            "vehicle_type": item.stock_type.upper(),
            "condition": self.get_condition(item),
            "stock_status": item.stock_status,
            "deposit_taken": bool(item.is_deposit_taken),
            "description": item.adv_description,
            "status": self.get_status(item),
        }

    def get_extra(self, item: StockItem, raw: dict[str, Any]) -> dict[str, Any]:
        """Return facts of the site's own for ``Vehicle.extra``; must be storable as JSON."""
        return {}

    def get_status(self, item: StockItem) -> str:
        """Return ``Vehicle.status``; ``StockStatus`` is free text in the contract."""
        if item.stock_status.casefold() == "sold":
            return Vehicle.Status.SOLD
        if item.is_deposit_taken:
            return Vehicle.Status.RESERVED
        return Vehicle.Status.AVAILABLE

    def get_condition(self, item: StockItem) -> str:
        """Return ``Vehicle.condition``; a vehicle is new only where the feed says so."""
        if item.is_demo:
            return Vehicle.Condition.DEMO
        return Vehicle.Condition.NEW if item.is_used is False else Vehicle.Condition.USED

    def get_odometer_unit(self, item: StockItem) -> str:
        return Vehicle.OdometerUnit.MILES if item.is_miles else Vehicle.OdometerUnit.KILOMETRES


def as_price(amount: Decimal | None) -> Decimal | None:
    """Return ``amount`` in AUD and cents; nobody sells for 0, so that too is 'on application'."""
    return amount.quantize(CENT) or None if amount is not None else None


def check_lengths(values: dict[str, Any]) -> None:
    """Raise ``ItemRejected`` where a text is longer than its field."""
    for name, limit in _text_limits().items():
        length = len(values.get(name) or "")
        if length > limit:
            raise ItemRejected(
                _("%(field)s has %(length)d characters; at most %(limit)d fit.")
                % {"field": name, "length": length, "limit": limit}
            )


@cache
def _text_limits() -> dict[str, int]:
    fields = Vehicle._meta.concrete_fields
    return {field.name: field.max_length for field in fields if field.max_length}


def get_mapper() -> StockMapper:
    """Return a mapper of the class that ``MAPPER`` names."""
    mapper: StockMapper = app_settings.import_class("MAPPER")()
    return mapper

"""What answers a state of the listing, counted once for each version of the stock."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar, cast

from django.core.cache import cache

from wagtail_easycars.conf import app_settings
from wagtail_easycars.listing.counts import Counts, count, get_bounds
from wagtail_easycars.listing.query import ListingQuery
from wagtail_easycars.listing.stock import get_listed_vehicles
from wagtail_easycars.listing.version import MAX_AGE, get_stock_version
from wagtail_easycars.models.querysets import VehicleQuerySet

T = TypeVar("T")


class ListingResults:
    """Counts and keys of the vehicles below ``inventory_page`` for the state ``query``."""

    def __init__(self, inventory_page: Any, query: ListingQuery) -> None:
        self._query = query
        self._inventory_page = inventory_page
        self._place = f"{inventory_page.pk}:{inventory_page.path}:{get_stock_version()}"

    @cached_property
    def _vehicles(self) -> VehicleQuerySet:
        return get_listed_vehicles(self._inventory_page)

    def get_counts(self) -> Counts:
        state = self._query.on_page(1).encode()
        return self._remember("counts", state, lambda: count(self._vehicles, self._query))

    def get_bounds(self) -> dict[str, Any]:
        """Return the bounds of the whole stock, filtered or not."""
        return self._remember("bounds", "", lambda: get_bounds(self._vehicles))

    def get_vehicle_keys(self) -> list[int]:
        """Return the keys of the vehicles on the page that is asked for."""
        state = f"{self._query.encode()}:{app_settings.VEHICLES_PER_PAGE}"
        return self._remember("keys", state, self._select_keys)

    def _select_keys(self) -> list[int]:
        size = app_settings.VEHICLES_PER_PAGE
        start = (self._query.page_number - 1) * size
        vehicles = self._vehicles.filter(self._query.get_condition())
        vehicles = vehicles.order_by(*self._query.sort.order_by)
        return list(vehicles.values_list("pk", flat=True)[start : start + size])

    def _remember(self, what: str, state: str, compute: Callable[[], T]) -> T:
        digest = hashlib.sha256(f"{self._place}:{state}".encode()).hexdigest()
        key = f"wagtail_easycars.{what}:{digest}"
        return cast(T, cache.get_or_set(key, compute, MAX_AGE))

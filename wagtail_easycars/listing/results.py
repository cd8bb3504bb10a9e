"""What answers a state of the listing, counted once for each version of the stock."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar, cast

from django.core.cache import cache

from wagtail_easycars.conf import app_settings
from wagtail_easycars.listing.counts import Bounds, Counts, count, get_bounds
from wagtail_easycars.listing.facts import StockFacts
from wagtail_easycars.listing.matches import Matches
from wagtail_easycars.listing.query import ListingQuery
from wagtail_easycars.listing.stock import get_listed_vehicles, get_vehicles_for_sale
from wagtail_easycars.listing.version import get_stock_version

T = TypeVar("T")


class ListingResults:
    """Counts and keys of the vehicles below ``inventory_page`` for the state ``query``."""

    def __init__(self, inventory_page: Any, query: ListingQuery) -> None:
        self._query = query
        self._inventory_page = inventory_page
        self._version = get_stock_version()
        self._place = f"{inventory_page.pk}:{inventory_page.path}:{self._version.name}"

    @cached_property
    def _facts(self) -> StockFacts:
        return self._remember("facts", "", self._read_facts)

    def _read_facts(self) -> StockFacts:
        return StockFacts.read(get_listed_vehicles(self._inventory_page))

    @cached_property
    def _matches(self) -> Matches:
        vehicles = get_vehicles_for_sale(self._inventory_page)
        return Matches(self._facts, self._query, vehicles)

    def get_counts(self) -> Counts:
        state = self._query.on_page(1).encode()
        return self._remember("counts", state, lambda: count(self._matches))

    def get_bounds(self) -> Bounds:
        """Return the bounds of the whole stock, filtered or not."""
        return self._remember("bounds", "", lambda: get_bounds(self._facts))

    def get_vehicle_keys(self) -> list[int]:
        """Return the keys of the vehicles on the page that is asked for."""
        state = f"{self._query.encode()}:{app_settings.VEHICLES_PER_PAGE}"
        return self._remember("keys", state, self._select_keys)

    def _select_keys(self) -> list[int]:
        size = app_settings.VEHICLES_PER_PAGE
        start = (self._query.page_number - 1) * size
        return self._matches.get_keys(start, start + size)

    def _remember(self, what: str, state: str, compute: Callable[[], T]) -> T:
        digest = hashlib.sha256(f"{self._place}:{state}".encode()).hexdigest()
        key = f"wagtail_easycars.{what}:{digest}"
        return cast(T, cache.get_or_set(key, compute, self._version.max_age))

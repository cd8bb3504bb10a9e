"""The listing as its template prints it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest

from wagtail_easycars.conf import app_settings
from wagtail_easycars.listing.cards import VehicleCard, get_cards
from wagtail_easycars.listing.counts import Counts
from wagtail_easycars.listing.filters import BY_NAME
from wagtail_easycars.listing.form import FilterForm, build_form
from wagtail_easycars.listing.query import ListingQuery
from wagtail_easycars.listing.results import ListingResults
from wagtail_easycars.listing.sorting import NEWEST, SORTS, Sort


@dataclass(frozen=True)
class Chip:
    """A chosen filter; ``url`` leads to the listing without it, which would have ``count``."""

    label: str
    value: str
    url: str
    count: int | None = None


@dataclass(frozen=True)
class ListingLink:
    label: str
    url: str
    is_current: bool


class Listing:
    """The vehicles below ``inventory_page`` that ``request`` asks for by its query string.

    What makes no sense there is ignored. Raises ``Http404`` for a page number beyond the last.
    """

    def __init__(self, inventory_page: Any, request: HttpRequest) -> None:
        self.url: str = inventory_page.get_url(request) or ""
        self.query = ListingQuery.from_querystring(request.GET)
        self._inventory_page = inventory_page
        self._request = request
        self._results = ListingResults(inventory_page, self.query)
        if not 1 <= self.query.page_number <= self._paginator.num_pages:
            raise Http404

    @cached_property
    def _counts(self) -> Counts:
        return self._results.get_counts()

    @cached_property
    def _paginator(self) -> Paginator[int]:
        return Paginator(range(self.count), app_settings.VEHICLES_PER_PAGE)

    @property
    def count(self) -> int:
        return self._counts.total

    @property
    def is_filtered(self) -> bool:
        return self.query.is_filtered

    @cached_property
    def cards(self) -> list[VehicleCard]:
        keys = self._results.get_vehicle_keys() if self.count else []
        return get_cards(keys, self._inventory_page, self._request)

    @cached_property
    def form(self) -> FilterForm:
        return build_form(self.query, self._counts, self._results.get_bounds())

    @property
    def sort_name(self) -> str:
        """The chosen order for the filter form to keep, or '' for the usual one."""
        return "" if self.query.sort == NEWEST else self.query.sort.name

    @property
    def sort_label(self) -> str:
        return str(self.query.sort.label)

    @property
    def sort_links(self) -> list[ListingLink]:
        return [self._sort_link(sort) for sort in SORTS]

    def _sort_link(self, sort: Sort) -> ListingLink:
        url = self._url_of(self.query.sorted_by(sort))
        return ListingLink(str(sort.label), url, sort == self.query.sort)

    @property
    def chips(self) -> list[Chip]:
        return list(self._chips())

    def _chips(self) -> Iterator[Chip]:
        for name, values in self.query.values.items():
            filter_ = BY_NAME[name]
            for value in values:
                url = self._url_of(self.query.without(name, value))
                yield Chip(str(filter_.label), filter_.get_value_label(value), url)

    @property
    def loosenings(self) -> list[Chip]:
        """For an empty result: each filter without which there would be vehicles, best first."""
        return [
            Chip(
                str(BY_NAME[name].label),
                ", ".join(map(BY_NAME[name].get_value_label, self.query.get(name))),
                self._url_of(self.query.without(name)),
                count,
            )
            for name, count in self._counts.loosened
        ]

    @property
    def clear_url(self) -> str:
        return self._url_of(self.query.without_filters())

    @cached_property
    def page_links(self) -> list[ListingLink | None]:
        """Links to pages near this one; ``None`` where some are left out."""
        current = self.query.page_number
        numbers = self._paginator.get_elided_page_range(current, on_each_side=1, on_ends=1)
        return [self._page_link(number) if isinstance(number, int) else None for number in numbers]

    def _page_link(self, number: int) -> ListingLink:
        url = self._url_of(self.query.on_page(number))
        return ListingLink(str(number), url, number == self.query.page_number)

    @property
    def page_count(self) -> int:
        return self._paginator.num_pages

    @property
    def previous_url(self) -> str:
        number = self.query.page_number - 1
        return self._url_of(self.query.on_page(number)) if number >= 1 else ""

    @property
    def next_url(self) -> str:
        number = self.query.page_number + 1
        return self._url_of(self.query.on_page(number)) if number <= self.page_count else ""

    @property
    def canonical_url(self) -> str:
        """The one address of these vehicles, whatever their order."""
        base_url = self._inventory_page.get_full_url(self._request) or self.url
        return self.query.sorted_by(NEWEST).on_page(self.query.page_number).get_url(base_url)

    def _url_of(self, query: ListingQuery) -> str:
        return query.get_url(self.url)

"""A state of the listing: what its URL says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict

from wagtail_easycars.listing.filters import BY_NAME, FILTERS, Values
from wagtail_easycars.listing.sorting import NEWEST, Sort, get_sort

FIRST_PAGE = 1


@dataclass(frozen=True)
class ListingQuery:
    """Chosen filters by name, order and page number. What makes no sense was left out."""

    values: Mapping[str, Values]
    sort: Sort = NEWEST
    page_number: int = FIRST_PAGE

    @classmethod
    def from_querystring(cls, data: QueryDict) -> Self:
        cleaned = {filter_.name: filter_.clean(data.getlist(filter_.name)) for filter_ in FILTERS}
        return cls(
            values={name: values for name, values in cleaned.items() if values},
            sort=get_sort(data.get("sort", "")),
            page_number=_clean_page_number(data.get("page", "")),
        )

    @property
    def is_filtered(self) -> bool:
        return bool(self.values)

    def get(self, name: str) -> Values:
        return self.values.get(name, ())

    def without(self, name: str, value: str | None = None) -> Self:
        """Return the first page of this state less a filter, or less one of its values."""
        rest = tuple(other for other in self.get(name) if value is not None and other != value)
        values = {**self.values, name: rest}
        # A model means nothing without its make.
        if name == "make" and not rest:
            values.pop("model", None)
        values = {key: chosen for key, chosen in values.items() if chosen}
        return replace(self, values=values, page_number=FIRST_PAGE)

    def without_filters(self) -> Self:
        return replace(self, values={}, page_number=FIRST_PAGE)

    def sorted_by(self, sort: Sort) -> Self:
        return replace(self, sort=sort, page_number=FIRST_PAGE)

    def on_page(self, number: int) -> Self:
        return replace(self, page_number=number)

    def encode(self) -> str:
        """Return the query string of this state, always written the same way; '' for the first."""
        pairs = [(name, value) for name in BY_NAME for value in self.get(name)]
        if self.sort != NEWEST:
            pairs.append(("sort", self.sort.name))
        if self.page_number != FIRST_PAGE:
            pairs.append(("page", str(self.page_number)))
        return urlencode(pairs)

    def get_url(self, base_url: str) -> str:
        encoded = self.encode()
        return f"{base_url}?{encoded}" if encoded else base_url


def _clean_page_number(text: str) -> int:
    """Return the number in ``text``; what is no number at all is the first page."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else FIRST_PAGE

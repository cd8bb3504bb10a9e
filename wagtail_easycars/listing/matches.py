"""Which vehicles of a stock a state of the listing asks for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from itertools import compress, islice
from operator import and_

from wagtail_easycars.listing.facts import Mask, StockFacts, as_flags
from wagtail_easycars.listing.filters import BY_NAME
from wagtail_easycars.listing.query import ListingQuery
from wagtail_easycars.models.querysets import VehicleQuerySet


class Matches:
    """``vehicles`` are those that the database looks for words in."""

    def __init__(self, facts: StockFacts, query: ListingQuery, vehicles: VehicleQuerySet) -> None:
        self.facts = facts
        self.query = query
        self._masks = {
            name: BY_NAME[name].match(values, facts, vehicles)
            for name, values in query.values.items()
        }

    def select(self, names: Iterable[str] | None = None) -> Mask:
        """Return the vehicles that meet the filters called ``names``, or all that were chosen."""
        chosen = self._masks if names is None else names
        return reduce(and_, (self._masks[name] for name in chosen), self.facts.everything)

    def get_keys(self, start: int, stop: int) -> list[int]:
        """Return the keys from ``start`` to before ``stop``, in the order that was asked for."""
        mask, sort = self.select(), self.query.sort
        if sort.column:
            keys = self.facts.sort(mask, sort.column, is_descending=sort.is_descending)
            return keys[start:stop]
        flags = as_flags(mask, len(self.facts.keys))
        return list(islice(compress(self.facts.keys, flags), start, stop))

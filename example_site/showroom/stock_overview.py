from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from wagtail_easycars.listing.cards import VehicleCard, get_cards
from wagtail_easycars.listing.form import ChoiceField, FilterForm, SelectField, build_form
from wagtail_easycars.listing.query import ListingQuery
from wagtail_easycars.listing.results import ListingResults
from wagtail_easycars.presentation.pictures import SHAPES

LATEST = 8


@dataclass(frozen=True)
class TypeLink:
    """Leads to the listing of one type of vehicle; ``shape`` names its drawing."""

    shape: str
    label: str
    count: int
    url: str


class StockOverview:
    """The stock below ``inventory_page`` as the home page shows it."""

    def __init__(self, inventory_page: Any, request: HttpRequest) -> None:
        self.url: str = inventory_page.get_url(request)
        self._inventory_page = inventory_page
        self._request = request
        self._query = ListingQuery(values={})
        self._results = ListingResults(inventory_page, self._query)

    @cached_property
    def count(self) -> int:
        return self._results.get_counts().total

    @cached_property
    def latest_cards(self) -> list[VehicleCard]:
        keys = self._results.get_vehicle_keys()[:LATEST]
        return get_cards(keys, self._inventory_page, self._request)

    @cached_property
    def type_links(self) -> list[TypeLink]:
        options = self.types.options if self.types else []
        links = [
            TypeLink(
                shape=SHAPES.get(option.value, "car"),
                label=option.label,
                count=option.count or 0,
                url=f"{self.url}?{urlencode({'type': option.value})}",
            )
            for option in options
        ]
        return sorted(links, key=lambda link: -link.count)

    @property
    def makes(self) -> ChoiceField | None:
        return self._choice("make")

    @property
    def types(self) -> ChoiceField | None:
        return self._choice("type")

    @property
    def prices(self) -> SelectField | None:
        """What a buyer wants to pay at most."""
        selects = [select for field in self._form.ranges for select in field.selects]
        return next((select for select in selects if select.name == "price_to"), None)

    @cached_property
    def _form(self) -> FilterForm:
        return build_form(self._query, self._results.get_counts())

    def _choice(self, name: str) -> ChoiceField | None:
        return next((field for field in self._form.choices if field.name == name), None)

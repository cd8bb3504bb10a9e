from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import F
from django.db.models.functions import TruncDate
from django.http import HttpRequest

from wagtail_easycars.listing.cards import VehicleCard, get_cards
from wagtail_easycars.listing.form import ChoiceField, SelectField
from wagtail_easycars.listing.listing import Listing
from wagtail_easycars.listing.stock import get_listed_vehicles
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
        self._inventory_page = inventory_page
        self._request = request
        self._listing = Listing(inventory_page, request)

    @property
    def url(self) -> str:
        return self._listing.url

    @property
    def count(self) -> int:
        return self._listing.count

    @cached_property
    def latest_cards(self) -> list[VehicleCard]:
        """Cards of those that came last; among those of one day, the newest models first."""
        vehicles = get_listed_vehicles(self._inventory_page).order_by(
            TruncDate("first_seen_at").desc(), F("year").desc(nulls_last=True), "-pk"
        )
        keys = vehicles.values_list("pk", flat=True)[:LATEST]
        return get_cards(list(keys), self._inventory_page, self._request)

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
        selects = [select for field in self._listing.form.ranges for select in field.selects]
        return next((select for select in selects if select.name == "price_to"), None)

    def _choice(self, name: str) -> ChoiceField | None:
        return next((field for field in self._listing.form.choices if field.name == name), None)

"""Which held vehicles a person is about to decide on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.functional import cached_property
from wagtail.models import Site

from wagtail_easycars.models import Vehicle
from wagtail_easycars.panel.held.vehicles import get_fingerprint
from wagtail_easycars.stock.held import get_held_vehicles

TITLE_FIELDS = ("pk", "stock_number", "year", "make", "model", "badge", "site_id")


@dataclass(frozen=True)
class Choice:
    """Chosen vehicles of ``site``: ``keys``, or all that are held where that is ``None``.

    ``seen`` stands for what the person saw of all of them, '' where they are asked first.
    """

    site: Site
    keys: frozenset[int] | None
    seen: str = ""

    @classmethod
    def of(cls, site: Site, values: QueryDict) -> Choice:
        if values.get("all"):
            return cls(site, None, values.get("seen", ""))
        chosen = values.getlist("vehicle")
        return cls(site, frozenset(int(each) for each in chosen if _is_key(each)))

    @property
    def is_all(self) -> bool:
        return self.keys is None

    @cached_property
    def vehicles(self) -> list[Vehicle]:
        """Those of the chosen ones that are held now, by their stock number."""
        held = get_held_vehicles(self.site).order_by("stock_number")
        if self.keys is not None:
            held = held.filter(pk__in=self.keys)
        return list(held.only(*TITLE_FIELDS))

    @cached_property
    def fingerprint(self) -> str:
        return get_fingerprint(get_held_vehicles(self.site))

    @property
    def is_as_seen(self) -> bool:
        """Whether what the person saw is what would be decided on."""
        return not self.is_all or self.seen == self.fingerprint

    @property
    def decided_keys(self) -> frozenset[int]:
        """The vehicles to decide on, once the lease tells which of them are still held."""
        if self.keys is not None:
            return self.keys
        return frozenset(vehicle.pk for vehicle in self.vehicles)

    @property
    def no_longer_held(self) -> int:
        return 0 if self.keys is None else len(self.keys) - len(self.vehicles)

    def as_form_values(self) -> Mapping[str, Any]:
        """Return what a form has to send, so that the same vehicles are decided on."""
        if self.is_all:
            return {"all": ["1"], "seen": [self.fingerprint]}
        return {"vehicle": [vehicle.pk for vehicle in self.vehicles]}


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19

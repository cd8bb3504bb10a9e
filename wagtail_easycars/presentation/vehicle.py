from __future__ import annotations

from datetime import datetime
from functools import cached_property

from django.utils import timezone

from wagtail_easycars.models.vehicles import Vehicle
from wagtail_easycars.presentation import readings
from wagtail_easycars.presentation.descriptions import summarise_description
from wagtail_easycars.presentation.facts import Fact, FactGroup, get_fact_groups, get_key_facts
from wagtail_easycars.presentation.features import split_features
from wagtail_easycars.presentation.markers import Marker, get_markers
from wagtail_easycars.presentation.prices import VehiclePrice, get_price
from wagtail_easycars.presentation.videos import Video, get_video


class VehicleDisplay:
    """What templates print of ``vehicle``; nothing here queries.

    ``first_import_at`` is when the site's stock was first complete, for the marker 'just arrived'.
    """

    def __init__(self, vehicle: Vehicle, first_import_at: datetime | None = None) -> None:
        self.vehicle = vehicle
        self._first_import_at = first_import_at

    @cached_property
    def name(self) -> str:
        """Year, make and model."""
        vehicle = self.vehicle
        parts = (str(vehicle.year or ""), vehicle.make, vehicle.model)
        return " ".join(part for part in parts if part) or vehicle.stock_number

    @cached_property
    def price(self) -> VehiclePrice:
        return get_price(self.vehicle)

    @cached_property
    def markers(self) -> list[Marker]:
        return get_markers(self.vehicle, now=timezone.now(), first_import_at=self._first_import_at)

    @cached_property
    def key_facts(self) -> list[Fact]:
        return get_key_facts(self.vehicle)

    @cached_property
    def fact_groups(self) -> list[FactGroup]:
        return get_fact_groups(self.vehicle)

    @cached_property
    def standard_features(self) -> list[str]:
        return split_features(readings.raw(self.vehicle, "StandardFeatures"))

    @cached_property
    def optional_features(self) -> list[str]:
        return split_features(readings.raw(self.vehicle, "OptionalFeatures"))

    @cached_property
    def descriptions(self) -> list[str]:
        """The dealer's texts, not sanitised: print them with the filter ``vehicle_description``."""
        main = self.vehicle.description or readings.text(self.vehicle, "ShortDescription")
        additional = readings.raw(self.vehicle, "AdditionalDescription")
        texts = (main, additional if isinstance(additional, str) else "")
        return [text for text in texts if text.strip()]

    @cached_property
    def summary(self) -> str:
        """One line for search engines: price, deciding facts, and how the description begins."""
        parts = [str(self.price) if self.vehicle.is_listed else "", self.vehicle.yard_name]
        parts[1:1] = [fact.value for fact in self.key_facts]
        summary = ", ".join(part for part in parts if part)
        text = " ".join(self.descriptions[:1])
        return summarise_description(f"{summary}. {text}" if text else summary)

    @cached_property
    def video(self) -> Video | None:
        return get_video(self.vehicle.feed)

    @cached_property
    def location(self) -> str:
        return readings.text(self.vehicle, "Location")

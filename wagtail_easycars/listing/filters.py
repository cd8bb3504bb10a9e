"""What a visitor can filter the listing by. Each filter reads its own part of the query string."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from operator import ge, le
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_easycars.listing.facts import Mask, StockFacts
from wagtail_easycars.listing.gearboxes import AUTOMATIC, MANUAL, OTHER
from wagtail_easycars.models.querysets import VehicleQuerySet
from wagtail_easycars.models.vehicles import Vehicle, VehicleType
from wagtail_easycars.presentation.formats import format_aud, format_number, format_year

MAX_VALUES = 30
MAX_LENGTH = 150
MAX_WORDS = 6

Values = tuple[str, ...]


@dataclass(frozen=True)
class Filter(ABC):
    """One parameter of the query string, by ``name``."""

    name: str
    label: Promise

    @abstractmethod
    def clean(self, raw_values: Sequence[str]) -> Values:
        """Return the values that make sense, in one fixed way of writing; others are ignored."""

    @abstractmethod
    def match(self, values: Values, facts: StockFacts, vehicles: VehicleQuerySet) -> Mask:
        """Return those of ``facts`` that ``values`` ask for; they are among ``vehicles``."""

    def get_value_label(self, value: str) -> str:
        return value


@dataclass(frozen=True)
class ChoiceFilter(Filter):
    """Any of several values of ``column``; ``labels`` names them where they are codes."""

    column: str
    labels: Mapping[str, Any] = field(default_factory=dict)

    def clean(self, raw_values: Sequence[str]) -> Values:
        values = {value for value in map(str.strip, raw_values) if _is_usable(value)}
        return tuple(sorted(values)[:MAX_VALUES])

    def match(self, values: Values, facts: StockFacts, vehicles: VehicleQuerySet) -> Mask:
        return facts.choices[self.column].match(values)

    def get_value_label(self, value: str) -> str:
        return str(self.labels.get(value, value))


@dataclass(frozen=True)
class NumberFilter(Filter):
    """A whole number as a bound of ``column``, the lower or the upper one.

    ``template`` says it in words; ``steps`` are what the form offers between ``minimum`` and
    ``maximum``, beyond which a number is ignored.
    """

    column: str
    is_met: Callable[[float, float], bool]
    template: Promise
    format: Any
    steps: tuple[int, ...] = ()
    minimum: int = 1
    maximum: int = 10**9

    def clean(self, raw_values: Sequence[str]) -> Values:
        for raw in reversed(raw_values):
            digits = raw.strip().replace(",", "").removeprefix("$")
            if digits.isascii() and digits.isdigit() and len(digits) <= 10:
                number = int(digits)
                return (str(number),) if self.minimum <= number <= self.maximum else ()
        return ()

    def match(self, values: Values, facts: StockFacts, vehicles: VehicleQuerySet) -> Mask:
        return facts.match_numbers(self.column, partial(self.is_met, float(values[0])))

    def get_value_label(self, value: str) -> str:
        return str(self.template) % {"value": self.format(int(value))}


@dataclass(frozen=True)
class TextFilter(Filter):
    """Words that all have to occur, each in any of ``fields``."""

    fields: tuple[str, ...]

    def clean(self, raw_values: Sequence[str]) -> Values:
        words = " ".join(value for value in raw_values if _is_usable(value)).split()
        return (" ".join(words[:MAX_WORDS]),) if words else ()

    def match(self, values: Values, facts: StockFacts, vehicles: VehicleQuerySet) -> Mask:
        condition = Q()
        for word in values[0].split():
            condition &= self._occurs(word)
        return facts.match_keys(vehicles.filter(condition).values_list("pk", flat=True))

    def _occurs(self, word: str) -> Q:
        condition = Q()
        for name in self.fields:
            condition |= Q(**{f"{name}__icontains": word})
        if len(word) == 4 and word.isascii() and word.isdigit():
            condition |= Q(year=int(word))
        return condition

    def get_value_label(self, value: str) -> str:
        return f"“{value}”"


def _is_usable(value: str) -> bool:
    return 0 < len(value) <= MAX_LENGTH and value.isprintable()


PRICE_STEPS = (
    *range(5_000, 50_000, 5_000),
    *range(50_000, 100_000, 10_000),
    *range(100_000, 500_000, 50_000),
)
KILOMETRE_STEPS = (
    5_000, 10_000, 20_000, 40_000, 60_000, 80_000, 100_000, 150_000, 200_000, 300_000
)  # fmt: skip
GEARBOXES = {AUTOMATIC: _("Automatic"), MANUAL: _("Manual"), OTHER: _("Other")}

WORDS = TextFilter(
    "q", _("Search"), ("make", "model", "badge", "stock_number", "body", "fuel_type", "colour")
)
CHOICES = (
    ChoiceFilter("make", _("Make"), "make"),
    ChoiceFilter("model", pgettext_lazy("of a vehicle", "Model"), "model"),
    ChoiceFilter("body", _("Body"), "body"),
    ChoiceFilter("fuel", _("Fuel"), "fuel_type"),
    ChoiceFilter("transmission", _("Transmission"), "gearbox", GEARBOXES),
    ChoiceFilter("condition", _("Condition"), "condition", dict(Vehicle.Condition.choices)),
    ChoiceFilter("type", _("Vehicle type"), "vehicle_type", dict(VehicleType.choices)),
    ChoiceFilter("yard", _("Yard"), "yard_name"),
)
PRICE_FROM = NumberFilter(
    "price_from", _("Price from"), "advertised_price", le, _("From %(value)s"), format_aud,
    PRICE_STEPS,
)  # fmt: skip
PRICE_TO = NumberFilter(
    "price_to", _("Price to"), "advertised_price", ge, _("Up to %(value)s"), format_aud,
    PRICE_STEPS,
)  # fmt: skip
YEAR_FROM = NumberFilter(
    "year_from", _("Year from"), "year", le, _("From %(value)s"), format_year,
    minimum=1886, maximum=2100,
)  # fmt: skip
YEAR_TO = NumberFilter(
    "year_to", _("Year to"), "year", ge, _("Up to %(value)s"), format_year,
    minimum=1886, maximum=2100,
)  # fmt: skip
KM_TO = NumberFilter(
    "km_to", _("Kilometres to"), "kilometres", ge, _("Up to %(value)s km"), format_number,
    KILOMETRE_STEPS, minimum=0,
)  # fmt: skip

FILTERS: tuple[Filter, ...] = (
    WORDS, *CHOICES, PRICE_FROM, PRICE_TO, YEAR_FROM, YEAR_TO, KM_TO
)  # fmt: skip
BY_NAME = {filter_.name: filter_ for filter_ in FILTERS}

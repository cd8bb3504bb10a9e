"""The filter form as its template prints it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from wagtail_easycars.listing import filters
from wagtail_easycars.listing.counts import Bounds, Counts, is_offered
from wagtail_easycars.listing.filters import ChoiceFilter, NumberFilter
from wagtail_easycars.listing.query import ListingQuery

# What buyers choose by first: above price, year and kilometres.
FIRST_CHOICES = ("make", "model")


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    count: int | None = None
    is_chosen: bool = False


@dataclass(frozen=True)
class ChoiceField:
    """Checkboxes; ``is_open`` where they are not to be folded away."""

    name: str
    label: str
    options: list[Option]
    is_open: bool

    @property
    def chosen_count(self) -> int:
        return sum(option.is_chosen for option in self.options)


@dataclass(frozen=True)
class RangeField:
    """One or two drop-downs side by side."""

    name: str
    label: str
    selects: list[SelectField]
    is_open: bool


@dataclass(frozen=True)
class SelectField:
    name: str
    label: str
    options: list[Option]


@dataclass(frozen=True)
class FilterForm:
    text: str
    choices: list[ChoiceField]
    ranges: list[RangeField]

    @property
    def first_choices(self) -> list[ChoiceField]:
        return [field for field in self.choices if field.name in FIRST_CHOICES]

    @property
    def further_choices(self) -> list[ChoiceField]:
        return [field for field in self.choices if field.name not in FIRST_CHOICES]


def build_form(query: ListingQuery, counts: Counts, bounds: Bounds) -> FilterForm:
    choices = [
        _choice_field(choice, query, counts.choices.get(choice.name, []))
        for choice in filters.CHOICES
        if is_offered(choice, query)
    ]
    return FilterForm(
        text="".join(query.get("q")),
        choices=[field for field in choices if _is_useful(field)],
        ranges=_range_fields(query, bounds),
    )


def _is_useful(field: ChoiceField) -> bool:
    return len(field.options) > 1 or field.chosen_count > 0


def _choice_field(
    choice: ChoiceFilter, query: ListingQuery, counted: Sequence[tuple[str, int]]
) -> ChoiceField:
    chosen = query.get(choice.name)
    counts = {**dict.fromkeys(chosen, 0), **dict(counted)}
    options = [
        Option(value, choice.get_value_label(value), n, value in chosen)
        for value, n in counts.items()
    ]
    options.sort(key=lambda option: (not option.is_chosen, option.label.casefold()))
    is_open = bool(chosen) or choice.name in FIRST_CHOICES
    return ChoiceField(choice.name, str(choice.label), options, is_open)


def _range_fields(query: ListingQuery, bounds: Bounds) -> list[RangeField]:
    prices = _steps_between(filters.PRICE_STEPS, *bounds.price)
    years = _years(*bounds.year)
    kilometres = _steps_between(filters.KILOMETRE_STEPS, 0, bounds.most_kilometres)
    fields = (
        _range_field("price", _("Price"), query, prices, filters.PRICE_FROM, filters.PRICE_TO),
        _range_field("year", _("Year"), query, years, filters.YEAR_FROM, filters.YEAR_TO),
        _range_field("km", _("Kilometres"), query, kilometres, filters.KM_TO),
    )
    return [field for field in fields if any(select.options for select in field.selects)]


def _range_field(
    name: str, label: str, query: ListingQuery, numbers: Iterable[int], *bounds: NumberFilter
) -> RangeField:
    numbers = list(numbers)
    selects = [_select_field(bound, query, numbers) for bound in bounds]
    is_open = any(query.get(bound.name) for bound in bounds) or name == "price"
    return RangeField(name, label, selects, is_open)


def _select_field(bound: NumberFilter, query: ListingQuery, numbers: list[int]) -> SelectField:
    chosen = query.get(bound.name)
    values = [str(number) for number in numbers]
    values += [value for value in chosen if value not in values]
    options = [
        Option(value, bound.format(int(value)), is_chosen=value in chosen)
        for value in sorted(values, key=int, reverse="year" in bound.name)
    ]
    return SelectField(bound.name, str(bound.label), options)


def _steps_between(steps: Iterable[int], lowest: float, highest: float) -> list[int]:
    """Return the steps that part the stock, and the one above all of it."""
    inside = [step for step in steps if lowest < step < highest]
    above = next((step for step in steps if step >= highest), None)
    return inside + ([above] if above and inside else [])


def _years(first: int, last: int) -> list[int]:
    return list(range(first, last + 1)) if last else []

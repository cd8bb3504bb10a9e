"""The yards that can be ticked in the settings: those of the vehicles, or what a test has found."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Max, Q
from django.http import QueryDict
from wagtail.models import Site

from wagtail_easycars.connection_test import FoundYard
from wagtail_easycars.forms.yards import YardChoice, YardsInput
from wagtail_easycars.models import Vehicle

NAME = "yard_codes"


def get_known_yards(site: Site) -> list[YardChoice]:
    """Return the yards that vehicles of ``site`` came from, with how many are listed of each."""
    listed = Count("pk", filter=~Q(status=Vehicle.Status.WITHDRAWN))
    rows = (
        Vehicle.objects.filter(site=site, source=Vehicle.Source.EASYCARS)
        .exclude(yard_code="")
        .values_list("yard_code")
        .annotate(name=Max("yard_name"), vehicles=listed)
        .order_by("name", "yard_code")
    )
    return [choice for row in rows if _can_be_chosen(choice := YardChoice(*row))]


def render_yards(data: QueryDict, found: Iterable[FoundYard]) -> str:
    """Return the input for yards as it was sent in ``data``, with the yards that were found."""
    widget = YardsInput({"id": f"id_{NAME}"})
    widget.yards = [choice for yard in found if _can_be_chosen(choice := YardChoice(*yard))]
    return widget.render(NAME, widget.value_from_datadict(data, data, NAME))


def _can_be_chosen(yard: YardChoice) -> bool:
    """A code with a comma cannot be part of the setting, which has commas between codes."""
    return "," not in yard.code

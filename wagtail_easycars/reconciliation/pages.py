"""Vehicles that EasyCars advertises and the site has, but does not show to visitors."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, QuerySet

from wagtail_easycars.models import Difference, Vehicle
from wagtail_easycars.page_lookup import get_vehicle_page_model
from wagtail_easycars.reconciliation.found import TITLE_LENGTH, Found
from wagtail_easycars.runs.batches import batches

Kind, Cause = Difference.Kind, Difference.Cause


def find_hidden(in_feed: set[int]) -> Iterator[Found]:
    """Yield the vehicles among the keys ``in_feed`` that no page shows."""
    for keys in batches(sorted(in_feed)):
        for vehicle in get_hidden(Vehicle.objects.filter(pk__in=keys)):
            yield Found(
                Kind.HIDDEN,
                Cause.UNPUBLISHED if vehicle.has_page else Cause.NO_PAGE,
                identity=vehicle.pk,
                vehicle_id=vehicle.pk,
                reference=vehicle.stock_number,
                title=vehicle.title[:TITLE_LENGTH],
            )


def get_hidden(vehicles: QuerySet[Vehicle]) -> QuerySet[Vehicle]:
    """Return those of ``vehicles`` that are for sale and have no published page.

    ``has_page`` says whether they have one that is not published.
    """
    pages = get_vehicle_page_model().objects.filter(
        vehicle_id=OuterRef("pk"), alias_of__isnull=True
    )
    hidden = vehicles.filter(~Exists(pages.filter(live=True)), status__in=Vehicle.LISTED)
    return hidden.annotate(has_page=Exists(pages)).defer("feed", "extra", "description")

"""How many pictures of a site are stored, missing and failing, and the space that they take."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum, Value
from wagtail.models import Site

from wagtail_easycars.models import StoredImage, Vehicle, VehicleImage


@dataclass(frozen=True)
class PictureStatistics:
    """Counts of the places in the galleries of a site's listed vehicles.

    ``missing`` were never tried, ``failing`` are those whose last attempt failed. ``stored_bytes``
    is what the pictures of all the site's vehicles take, each counted once.
    """

    stored: int
    missing: int
    failing: int
    stored_bytes: int


def get_statistics(site: Site) -> PictureStatistics:
    """Return what is known of the pictures of ``site``, in two queries."""
    return get_statistics_by_site([site])[site]


def get_statistics_by_site(sites: Iterable[Site]) -> dict[Site, PictureStatistics]:
    """Return what is known of the pictures of each of ``sites``, in two queries for all."""
    sites = list(sites)
    counts = {row["vehicle__site"]: row for row in _count_places(sites)}
    sizes = dict(_sum_sizes(sites))
    nothing = {"total": 0, "stored": 0, "failing": 0}
    return {
        site: _get_statistics(counts.get(site.pk, nothing), sizes.get(site.pk)) for site in sites
    }


def _get_statistics(counts: dict[str, int], size: int | None) -> PictureStatistics:
    return PictureStatistics(
        stored=counts["stored"],
        missing=counts["total"] - counts["stored"] - counts["failing"],
        failing=counts["failing"],
        stored_bytes=size or 0,
    )


def _count_places(sites: Sequence[Site]) -> QuerySet[VehicleImage, Any]:
    places = VehicleImage.objects.filter(
        vehicle__site__in=sites, vehicle__status__in=Vehicle.LISTED
    )
    is_stored = Q(source__stored_image__isnull=False)
    is_failing = Q(source__stored_image=None) & Q(source__last_error__gt="")
    return (
        places.order_by()
        .values("vehicle__site")
        .annotate(
            total=Count("pk"),
            stored=Count("pk", filter=is_stored),
            failing=Count("pk", filter=is_failing),
        )
    )


def _sum_sizes(sites: Sequence[Site]) -> QuerySet[Site, tuple[int, int | None]]:
    on_site = VehicleImage.objects.filter(
        stored_image=OuterRef("pk"), vehicle__site=OuterRef(OuterRef("pk"))
    )
    stored = StoredImage.objects.filter(Exists(on_site)).order_by().annotate(all=Value(1))
    size = stored.values("all").annotate(bytes=Sum("file_size")).values("bytes")
    keys = [site.pk for site in sites]
    return Site.objects.filter(pk__in=keys).values_list("pk", Subquery(size))

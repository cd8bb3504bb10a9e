"""Has caches forget the pages whose pictures have changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.models import Vehicle
from wagtail_easycars.publishing.front_end_cache import is_in_use, purge_pages
from wagtail_easycars.runs.batches import batches

VEHICLES_A_PURGE = 500


@contextmanager
def purging(vehicle_ids: set[int]) -> Iterator[None]:
    """Have the front-end cache forget the pages of ``vehicle_ids`` once the body has ended.

    Also where it ended early, but not where the process is about to end: that must not wait.
    """
    try:
        yield
    except EasyCarsError:
        _purge(vehicle_ids)
        raise
    _purge(vehicle_ids)


def _purge(vehicle_ids: set[int]) -> None:
    if is_in_use():
        for keys in batches(sorted(vehicle_ids), size=VEHICLES_A_PURGE):
            purge_pages(Vehicle.objects.filter(pk__in=keys).only("pk"))

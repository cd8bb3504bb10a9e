"""Joins the places of galleries with what is known of their addresses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from wagtail_easycars.images.addresses import hash_address
from wagtail_easycars.images.scope import Scope
from wagtail_easycars.models import ImageSource, SyncRun, VehicleImage
from wagtail_easycars.runs.batches import BatchWriter

PLACES_A_BATCH = 500


def link_places(writer: BatchWriter, scope: Scope) -> None:
    """Give each place of the galleries the record of its address, made where there is none."""
    places = scope.unlinked_places().order_by("pk").values_list("pk", flat=True)
    while keys := list(places[:PLACES_A_BATCH]):
        writer.write(keys, partial(_link, scope=scope))


def _link(run: SyncRun, keys: Sequence[int], *, scope: Scope) -> Counter[str]:
    places = list(VehicleImage.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    addresses = {hash_address(place.source_url): place.source_url for place in places}
    _create_sources(scope, addresses)
    # Locked, so that nobody deletes an address as unused before its place is written.
    sources = scope.sources().select_for_update().filter(url_hash__in=addresses).order_by("pk")
    by_hash = dict(sources.values_list("url_hash", "pk"))
    for place in places:
        place.source_id = by_hash[hash_address(place.source_url)]
    VehicleImage.objects.bulk_update(places, ["source"])
    return Counter()


def _create_sources(scope: Scope, addresses: dict[str, str]) -> None:
    ImageSource.objects.bulk_create(
        (
            ImageSource(
                account=scope.account,
                storage=scope.storage.location,
                url=url,
                url_hash=url_hash,
            )
            for url_hash, url in sorted(addresses.items())
        ),
        ignore_conflicts=True,
    )

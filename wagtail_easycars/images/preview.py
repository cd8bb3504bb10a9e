"""What a run over a site's pictures would do."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from wagtail.models import Site

from wagtail_easycars.connection import get_settings
from wagtail_easycars.images.addresses import hash_address
from wagtail_easycars.images.claims import due_sources
from wagtail_easycars.images.scope import Scope, get_scope
from wagtail_easycars.runs.batches import batches

ADDRESSES_A_BATCH = 500


@dataclass(frozen=True)
class ImagesPreview:
    """Numbers of addresses that a run would download, and of places that are right already."""

    to_download: int
    unchanged: int


def preview_images(site: Site, *, recheck: bool = False) -> ImagesPreview:
    """Return what a run by command would do now for ``site``, and write nothing.

    Raises ``NotConfigured`` or ``StorageUnusable``, as the run would fail.
    """
    scope = get_scope(get_settings(site))
    due = due_sources(scope, timezone.now(), ignore_waits=True, recheck=recheck)
    keys = set(due.values_list("pk", flat=True))
    unchanged = scope.places().filter(source__stored_image__isnull=False)
    return ImagesPreview(
        to_download=len(keys) + _count_new_addresses(scope, keys),
        unchanged=0 if recheck else unchanged.count(),
    )


def _count_new_addresses(scope: Scope, due: set[int]) -> int:
    """Return how many addresses of places without record are neither stored nor in ``due``."""
    urls = scope.unlinked_places().values_list("source_url", flat=True)
    hashes = {hash_address(url) for url in urls}
    count = len(hashes)
    for some in batches(sorted(hashes), size=ADDRESSES_A_BATCH):
        known = scope.sources().filter(url_hash__in=some)
        rows = known.values_list("pk", "stored_image")
        count -= sum(1 for pk, stored in rows if stored is not None or pk in due)
    return count

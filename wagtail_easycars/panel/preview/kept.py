"""A preview, kept for a few minutes so that paging through it does not ask EasyCars anew.

It holds no secret, but one dealer's stock: the key is the site's, whose right each request checks.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.text import Truncator
from wagtail.models import Site

from wagtail_easycars.client.tokens import cache_errors
from wagtail_easycars.models import SyncRun
from wagtail_easycars.runs.report import describe_counts
from wagtail_easycars.stock.prepare import Prepared
from wagtail_easycars.stock.preview import count_preview, get_doubt, previewed_changes

KEPT_SECONDS = 600
# No more of a text than anybody reads in a table.
LONGEST_TEXT = 500


@dataclass(frozen=True)
class KeptPreview:
    """What a sync would do, as of ``made_at``; ``changes`` are plain values of ``SyncChange``."""

    made_at: datetime
    summary: str
    doubt: str
    counts: dict[str, int]
    changes: list[dict[str, Any]]


def make_preview(prepared: Prepared) -> KeptPreview:
    changes = list(previewed_changes(prepared))
    counts = count_preview(prepared, changes)
    return KeptPreview(
        made_at=timezone.now(),
        summary=describe_counts(counts),
        doubt=get_doubt(prepared),
        counts=counts,
        changes=[_as_values(change) for change in changes],
    )


def _as_values(change: Any) -> dict[str, Any]:
    return {
        "action": str(change.action),
        "vehicle": change.vehicle_id,
        "reference": change.reference,
        "title": change.title,
        "before": _shorten(change.before),
        "after": _shorten(change.after),
        "error": change.error,
    }


def _shorten(values: dict[str, Any]) -> dict[str, Any]:
    """Return ``values`` with long texts cut, but the pictures, which are only counted."""
    return {
        name: Truncator(value).chars(LONGEST_TEXT)
        if isinstance(value, str) and name != "ImageURLs"
        else value
        for name, value in values.items()
    }


def keep(site: Site, preview: KeptPreview) -> None:
    """Keep ``preview``; where the cache cannot, the next page asks EasyCars again."""
    values = {**vars(preview), "made_at": preview.made_at.isoformat()}
    content = zlib.compress(json.dumps(values, cls=DjangoJSONEncoder).encode())
    try:
        cache.set(_key(site), content, KEPT_SECONDS)
    except cache_errors():
        return


def get_kept(site: Site) -> KeptPreview | None:
    """Return the preview of ``site`` that is kept, unless a sync has made it untrue meanwhile."""
    try:
        content = cache.get(_key(site))
    except cache_errors():
        return None
    if not isinstance(content, bytes):
        return None
    values = json.loads(zlib.decompress(content))
    made_at = parse_datetime(values.pop("made_at"))
    if made_at is None or _has_been_synchronised(site, made_at):
        return None
    return KeptPreview(made_at=made_at, **values)


def _has_been_synchronised(site: Site, since: datetime) -> bool:
    runs = SyncRun.objects.filter(site=site, kind=SyncRun.Kind.STOCK)
    return runs.filter(heartbeat_at__gte=since).exists()


def _key(site: Site) -> str:
    return f"wagtail_easycars.preview.{site.pk}"

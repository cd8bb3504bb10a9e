"""Whether runs over pictures are alive, of whatever account."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Site

from wagtail_easycars.models import SyncLease, SyncRun
from wagtail_easycars.runs.lease import is_alive


def is_any_at_work(*, but: Site) -> bool:
    """Return whether a run over the pictures of any site but one is at work, as far as can be
    told."""
    return is_alive_among(SyncLease.objects.exclude(site=but))


def is_alive_among(leases: QuerySet[SyncLease]) -> bool:
    """Return whether a run over pictures holds one of ``leases`` and is at work."""
    now = timezone.now()
    held = leases.filter(kind=SyncRun.Kind.IMAGES).exclude(holder="")
    return any(is_alive(lease, now) for lease in held)

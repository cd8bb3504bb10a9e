"""Whether runs over pictures are alive, of whatever account."""

from __future__ import annotations

from django.utils import timezone
from wagtail.models import Site

from wagtail_easycars.models import SyncLease, SyncRun
from wagtail_easycars.runs.lease import is_alive


def is_any_at_work(*, but: Site) -> bool:
    """Return whether a run over the pictures of any site but one is at work, as far as can be
    told."""
    leases = SyncLease.objects.filter(kind=SyncRun.Kind.IMAGES).exclude(holder="")
    now = timezone.now()
    return any(is_alive(lease, now) for lease in leases.exclude(site=but))

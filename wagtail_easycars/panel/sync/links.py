from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse


def get_start_url(kind: str) -> str:
    """Return where a sync of ``kind`` is started, by POST with ``site``."""
    return reverse("easycars:sync", args=[kind])


def get_status_url(site_id: int) -> str:
    """Return where it is told how the syncs of a site stand."""
    return f"{reverse('easycars:sync_status')}?{urlencode({'site': site_id})}"

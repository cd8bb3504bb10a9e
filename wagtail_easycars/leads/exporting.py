"""What becomes of leads that are taken out of the admin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from wagtail.log_actions import log
from wagtail.models import Site

EXPORT_ACTION = "wagtail_easycars.lead_export"


def log_export(site_ids: Iterable[int], user: Any) -> None:
    """Have Wagtail's log say how many leads ``user`` has exported: ``site_ids`` names each's."""
    counts = Counter(site_ids)
    for site in Site.objects.filter(pk__in=counts):
        log(site, EXPORT_ACTION, user=user, data={"count": counts[site.pk]})

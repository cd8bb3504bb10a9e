"""Whether leads reach EasyCars and the dealer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.timesince import timesince
from django.utils.translation import ngettext

from wagtail_easycars.health.findings.finding import Finding
from wagtail_easycars.health.state import SiteState
from wagtail_easycars.models import Trouble

LEAD_WAITS_TOO_LONG = timedelta(hours=1)


def find_waiting_leads(site: SiteState, now: datetime) -> Iterator[Finding]:
    """Find that leads of ``site`` are not in EasyCars after an hour."""
    oldest = site.oldest_waiting_lead
    if oldest is None or now - oldest <= LEAD_WAITS_TOO_LONG:
        return
    text = ngettext(
        "%(count)d lead waits for %(time)s and is not in EasyCars yet. The lead says why.",
        "%(count)d leads wait and are not in EasyCars yet, the oldest for %(time)s. Each says why.",
        site.waiting_leads,
    )
    values = {"count": site.waiting_leads, "time": timesince(oldest, now)}
    yield Finding(Trouble.Kind.LEADS_WAIT, text % values, site.site)

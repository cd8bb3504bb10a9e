"""Whether vehicles wait for a decision."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import ngettext

from wagtail_easycars.health.findings.finding import Finding
from wagtail_easycars.health.state import SiteState
from wagtail_easycars.models import Trouble


def find_held_vehicles(site: SiteState) -> Iterator[Finding]:
    """Find that vehicles stay on ``site`` until a person has decided."""
    if site.held:
        text = ngettext(
            "%(count)d vehicle is missing from the feed and stays on the site until you have "
            "decided.",
            "%(count)d vehicles are missing from the feed and stay on the site until you have "
            "decided.",
            site.held,
        )
        yield Finding(Trouble.Kind.HELD, text % {"count": site.held}, site.site)

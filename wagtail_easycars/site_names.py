"""What people call a site."""

from __future__ import annotations

from wagtail.models import Site

HTTP_PORT = 80


def get_site_name(site: Site) -> str:
    """Return the name that ``site`` was given, or else its host, with a port that is not 80.

    Wagtail's own text marks the default site as such, which tells a dealer's staff nothing.
    """
    if site.site_name:
        return str(site.site_name)
    return site.hostname if site.port == HTTP_PORT else f"{site.hostname}:{site.port}"

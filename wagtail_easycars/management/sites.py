"""Which site a command is about."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_easycars.errors import EasyCarsError


class SiteNotFound(EasyCarsError):
    """No site, or more than one, goes by the given name."""


def find_site(spec: str) -> Site:
    """Return the site that ``spec``, ``HOST`` or ``HOST:PORT`` in any case, names.

    Raises ``SiteNotFound``, which lists the sites to choose from.
    """
    hostname, _colon, port = spec.partition(":")
    sites = [site for site in Site.objects.all() if site.hostname.lower() == hostname.lower()]
    if port:
        sites = [site for site in sites if str(site.port) == port]
    if len(sites) == 1:
        return sites[0]
    if sites:
        raise SiteNotFound(
            _("More than one site has the host name %(spec)s. Name one of: %(sites)s.")
            % {"spec": spec, "sites": _list(sites)}
        )
    raise SiteNotFound(
        _("There is no site %(spec)s. The sites are: %(sites)s.")
        % {"spec": spec, "sites": _list(Site.objects.order_by("hostname", "port"))}
    )


def _list(sites: Iterable[Site]) -> str:
    return ", ".join(f"{site.hostname}:{site.port}" for site in sites) or "-"

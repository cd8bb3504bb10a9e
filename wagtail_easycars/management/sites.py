"""Which site a command is about."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.management.base import CommandParser
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.models import EasyCarsSettings


class SiteNotFound(EasyCarsError):
    """No site, or more than one, goes by the given name."""


def add_site_arguments(parser: CommandParser) -> None:
    """Have a command ask for one site, or for all; ``find_sites()`` takes what it got."""
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--site", metavar="HOST[:PORT]")
    which.add_argument("--all-sites", action="store_true", help="every active site")


def find_sites(spec: str | None) -> list[Site]:
    """Return the site that ``spec`` names, or every active site with an account.

    Raises ``SiteNotFound``.
    """
    return _get_sites(_get_active()) if spec is None else [find_site(spec)]


def find_sites_with_data(spec: str | None) -> list[Site]:
    """Return the site that ``spec`` names, or every site that EasyCars was ever set up for.

    Raises ``SiteNotFound``.
    """
    return _get_sites(EasyCarsSettings.objects.all()) if spec is None else [find_site(spec)]


def is_active(site: Site) -> bool:
    """Return whether ``site`` is switched on and has an account."""
    return _get_active().filter(site=site).exists()


def _get_active() -> QuerySet[EasyCarsSettings]:
    return EasyCarsSettings.objects.filter(is_active=True).exclude(account_number="")


def _get_sites(settings: QuerySet[EasyCarsSettings]) -> list[Site]:
    return [each.site for each in settings.select_related("site").order_by("site")]


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

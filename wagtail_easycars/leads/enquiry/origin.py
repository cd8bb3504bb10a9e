"""Where a form was sent from."""

from __future__ import annotations

import re
from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Site

from wagtail_easycars.conf import app_settings

# What one household or firm gets from its provider.
IPV6_PREFIX = 64
# As some proxies report an address: 198.51.101.1:50001, [2606:4700::1]:50001.
WITH_PORT = re.compile(r"([\d.]+):\d+|\[([^\]]+)\](?::\d+)?")


def is_from_own_site(request: HttpRequest, site_id: int) -> bool:
    """Return whether the browser says that the form stood on a page of the site.

    Browsers say so by ``Origin``, older ones by ``Referer``. Hosts of Django's
    ``CSRF_TRUSTED_ORIGINS`` count as the site's own.
    """
    origin = request.headers.get("Origin", "")
    if not origin or origin == "null":
        origin = request.headers.get("Referer", "")
    host = _host(origin)
    if not host:
        return False
    is_here = host == _host(f"//{request.get_host()}")
    return is_here or _is_trusted(host) or _is_of_site(host, site_id)


def _is_of_site(host: str, site_id: int) -> bool:
    return Site.objects.filter(pk=site_id, hostname__iexact=host).exists()


def _is_trusted(host: str) -> bool:
    for origin in settings.CSRF_TRUSTED_ORIGINS:
        trusted = _host(origin)
        if host == trusted or (trusted.startswith("*.") and host.endswith(trusted[1:])):
            return True
    return False


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def get_sender(request: HttpRequest) -> str:
    """Return the network that a request came from, or '' where that cannot be told.

    Behind proxies, whose number is the setting ``TRUSTED_PROXIES``, it is what the outermost of
    them reports. An address of the site's own network is a proxy's too, and stands for everybody.
    """
    text = request.META.get("REMOTE_ADDR", "")
    if proxies := app_settings.TRUSTED_PROXIES:
        reported = request.headers.get("X-Forwarded-For", "").split(",")
        text = reported[-proxies].strip() if len(reported) >= proxies else ""
    try:
        address = ip_address(_without_port(text))
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        mapped = address.ipv4_mapped
        if mapped is None:
            return _network(address)
        address = mapped
    return str(address) if address.is_global else ""


def _without_port(text: str) -> str:
    match = WITH_PORT.fullmatch(text)
    return (match[1] or match[2]) if match else text


def _network(address: IPv6Address) -> str:
    if not address.is_global:
        return ""
    return str(ip_network((address, IPV6_PREFIX), strict=False))

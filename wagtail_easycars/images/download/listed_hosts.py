from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from django.core.exceptions import ImproperlyConfigured
from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from wagtail_easycars.conf import app_settings


def is_listed(host: str, port: int) -> bool:
    """Return whether ``IMAGE_HOSTS`` vouches for ``host``, in small letters, at ``port``."""
    listed = read_listed_hosts()
    name = host.strip("[]")
    return (name, port) in listed or (name, None) in listed


def read_listed_hosts() -> frozenset[tuple[str, int | None]]:
    """Return the entries of ``IMAGE_HOSTS``, with ``None`` for any port.

    Raises ``ImproperlyConfigured`` for an entry that is neither 'host' nor 'host:port'.
    """
    return _read_entries(_as_tuple(app_settings.IMAGE_HOSTS))


def _as_tuple(entries: str | Iterable[str]) -> tuple[str, ...]:
    if isinstance(entries, str):
        raise ImproperlyConfigured("IMAGE_HOSTS must be a list of hosts, not one string.")
    return tuple(entries)


@lru_cache(maxsize=8)
def _read_entries(entries: tuple[str, ...]) -> frozenset[tuple[str, int | None]]:
    return frozenset(_read_entry(entry) for entry in entries)


def _read_entry(entry: str) -> tuple[str, int | None]:
    try:
        parts = parse_url(f"//{entry}")
    except LocationParseError as error:
        raise ImproperlyConfigured(f"IMAGE_HOSTS: {entry!r} is no host.") from error
    if not parts.host or parts.auth or parts.path:
        raise ImproperlyConfigured(f"IMAGE_HOSTS: write {entry!r} as 'host' or 'host:port'.")
    return parts.host.rstrip(".").strip("[]"), parts.port

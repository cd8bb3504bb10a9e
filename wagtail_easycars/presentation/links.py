"""Links that came with the feed."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit


def is_safe_link(url: Any, schemes: tuple[str, ...] = ("https",)) -> bool:
    """Return whether ``url`` is an absolute address in ``schemes`` that names a host."""
    if not isinstance(url, str) or not url.isprintable() or any(char.isspace() for char in url):
        return False
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme in schemes and bool(host) and parts.username is None

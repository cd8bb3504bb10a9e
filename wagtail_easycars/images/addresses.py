"""When two addresses of pictures are the same."""

from __future__ import annotations

from hashlib import sha256


def hash_address(url: str) -> str:
    """Return what ``ImageSource.url_hash`` holds for ``url``."""
    return sha256(url.encode()).hexdigest()


def without_query(url: str) -> str:
    """Return ``url`` without what comes after '?', which often only tells versions apart."""
    return url.partition("?")[0]

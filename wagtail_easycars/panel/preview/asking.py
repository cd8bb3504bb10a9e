"""Keeps two people from asking EasyCars for the same preview at the same time.

Each that waits holds a worker of the web server; an impatient person would soon hold all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.cache import cache
from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_easycars.client.tokens import cache_errors
from wagtail_easycars.errors import EasyCarsError
from wagtail_easycars.stock.quick_preview import SECONDS


class PreviewUnderWay(EasyCarsError):
    """Somebody is asking for the same preview already."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "EasyCars is being asked for this preview already. Wait a few seconds, then try "
                "again."
            )
        )


@contextmanager
def asking(site: Site) -> Iterator[None]:
    """Raise ``PreviewUnderWay`` where somebody else is in the body for ``site``."""
    key = f"wagtail_easycars.preview.{site.pk}.asking"
    if not _add(key):
        raise PreviewUnderWay
    try:
        yield
    finally:
        _delete(key)


def _add(key: str) -> bool:
    """Return whether nobody asks; where the cache does not work, nobody is kept from asking."""
    try:
        return bool(cache.add(key, 1, SECONDS * 2))
    except cache_errors():
        return True


def _delete(key: str) -> None:
    try:
        cache.delete(key)
    except cache_errors():
        return

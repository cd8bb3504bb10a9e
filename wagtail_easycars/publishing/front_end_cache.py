"""Tells the site's front-end cache that vehicles have changed, since their pages are not saved."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import partial
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction

from wagtail_easycars.compat import get_page_model
from wagtail_easycars.models import Vehicle
from wagtail_easycars.page_lookup import get_vehicle_page_model


def purge_pages(vehicles: Iterable[Vehicle]) -> None:
    """Purge the pages of ``vehicles`` and the listings that show them, once that is committed."""
    keys = [vehicle.pk for vehicle in vehicles]
    if keys and is_in_use():
        transaction.on_commit(partial(_purge, keys))


def purge_listing(inventory_page: Any) -> None:
    """Purge ``inventory_page`` once what was published below it is committed.

    Of the new pages themselves Wagtail tells the cache.
    """
    if is_in_use():
        transaction.on_commit(partial(_purge_paths, {inventory_page.path}))


def is_in_use() -> bool:
    """Return whether the site has set ``wagtail.contrib.frontend_cache`` up."""
    installed = apps.is_installed("wagtail.contrib.frontend_cache")
    return installed and bool(getattr(settings, "WAGTAILFRONTENDCACHE", None))


def _purge(keys: list[int]) -> None:
    pages = list(get_vehicle_page_model().objects.live().filter(vehicle__in=keys))
    _purge_paths({page.path[: -page.steplen] for page in pages}, pages)


def _purge_paths(paths: Collection[str], pages: Iterable[Any] = ()) -> None:
    """Purge ``pages``, and the pages at ``paths`` in the tree."""
    # Wagtail's helper can be imported only where its app is installed.
    from wagtail.contrib.frontend_cache.utils import PurgeBatch  # noqa: PLC0415

    batch = PurgeBatch()
    batch.add_pages(pages)
    batch.add_pages(get_page_model().objects.filter(path__in=paths))
    batch.purge()

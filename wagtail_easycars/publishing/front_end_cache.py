"""Tells the site's front-end cache that vehicles have changed, since their pages are not saved."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from django.apps import apps
from django.conf import settings
from django.db import transaction

from wagtail_easycars.models import Vehicle
from wagtail_easycars.page_lookup import get_vehicle_page_model


def purge_pages(vehicles: Iterable[Vehicle]) -> None:
    """Purge the pages of ``vehicles`` and the listings that show them, once that is committed."""
    keys = [vehicle.pk for vehicle in vehicles]
    if keys and is_in_use():
        transaction.on_commit(partial(_purge, keys))


def is_in_use() -> bool:
    """Return whether the site has set ``wagtail.contrib.frontend_cache`` up."""
    installed = apps.is_installed("wagtail.contrib.frontend_cache")
    return installed and bool(getattr(settings, "WAGTAILFRONTENDCACHE", None))


def _purge(keys: list[int]) -> None:
    # Wagtail's helper can be imported only where its app is installed.
    from wagtail.contrib.frontend_cache.utils import PurgeBatch  # noqa: PLC0415

    batch = PurgeBatch()
    pages = list(get_vehicle_page_model().objects.live().filter(vehicle__in=keys))
    batch.add_pages(pages)
    batch.add_pages({page.get_parent() for page in pages})
    batch.purge()

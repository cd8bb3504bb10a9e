"""Finds the pages that show vehicles, whatever page type the site has chosen for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Case, Subquery, Value, When
from wagtail.models import Site

from wagtail_easycars.conf import SETTING_NAME, app_settings

if TYPE_CHECKING:
    from wagtail_easycars.models import Vehicle


def _get_model(setting: str) -> Any:
    label = getattr(app_settings, setting)
    try:
        return apps.get_model(label)
    except (LookupError, ValueError) as error:
        raise ImproperlyConfigured(
            f"{SETTING_NAME}[{setting!r}] is {label!r}, which is not an installed model. Add "
            "'wagtail_easycars.pages' to INSTALLED_APPS, or name a page model of your own."
        ) from error


def get_vehicle_page_model() -> Any:
    """Return the page model of ``VEHICLE_PAGE_MODEL``.

    Raises ``ImproperlyConfigured`` where the setting names no installed model.
    """
    return _get_model("VEHICLE_PAGE_MODEL")


def get_inventory_page_model() -> Any:
    """Return the page model of ``INVENTORY_PAGE_MODEL``.

    Raises ``ImproperlyConfigured`` where the setting names no installed model.
    """
    return _get_model("INVENTORY_PAGE_MODEL")


def get_site_ids(page: Any) -> list[int]:
    """Return the sites that ``page`` is part of."""
    roots = Site.get_site_root_paths()
    return sorted({root.site_id for root in roots if page.url_path.startswith(root.root_path)})


def is_on_site_of(page: Any, vehicle: Vehicle) -> bool:
    """Return whether ``page``, which an editor may have moved, is on the site of its vehicle."""
    return vehicle.site_id in get_site_ids(page)


def get_vehicle_page(vehicle: Vehicle) -> Any:
    """Return the page of ``vehicle`` in the language of its site's root page, or ``None``.

    Where there is none in that language it is the first of the others; an alias never is.
    """
    pages = get_vehicle_page_model().objects.filter(vehicle_id=vehicle.pk, alias_of__isnull=True)
    locale = Site.objects.filter(pk=vehicle.site_id).order_by().values("root_page__locale_id")
    in_other_language = Case(When(locale_id=Subquery(locale), then=Value(0)), default=Value(1))
    return pages.order_by(in_other_language, "pk").first()

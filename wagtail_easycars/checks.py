"""What is doubtful about a site's set-up, as warnings: ``migrate`` must run all the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Warning
from django.core.exceptions import ImproperlyConfigured

from wagtail_easycars.conf import SETTING_NAME, app_settings
from wagtail_easycars.encryption import is_guessable
from wagtail_easycars.images.download.listed_hosts import read_listed_hosts


def check_settings(**kwargs: Any) -> list[CheckMessage]:
    """Check ``WAGTAIL_EASYCARS``: its keys, that credentials can be stored, what it points to."""
    try:
        _ = app_settings.values
    except ImproperlyConfigured as error:
        return [Warning(str(error), id="wagtail_easycars.W001")]
    return [*_check_keys(), *_check_mapper(), *_check_page_models(), *_check_image_hosts()]


def _check_keys() -> Iterator[CheckMessage]:
    if not app_settings.ENCRYPTION_KEYS:
        yield Warning(
            f"{SETTING_NAME} has no ENCRYPTION_KEYS: credentials can be neither stored nor read.",
            hint="Make a key with: python manage.py easycars_rotate_keys --new-key k1",
            id="wagtail_easycars.W002",
        )
    elif not settings.DEBUG and any(map(is_guessable, _get_entries())):
        yield Warning(
            f"A key in ENCRYPTION_KEYS of {SETTING_NAME} is no random one: who knows the example "
            "that it was copied from can read every credential.",
            hint="Make a key with: python manage.py easycars_rotate_keys --new-key k2, and put it "
            "first.",
            id="wagtail_easycars.W006",
        )


def _get_entries() -> list[str]:
    entries = app_settings.ENCRYPTION_KEYS
    is_list = isinstance(entries, list | tuple)
    return [entry for entry in entries if isinstance(entry, str)] if is_list else []


def _check_mapper() -> Iterator[CheckMessage]:
    try:
        app_settings.import_class("MAPPER")
    except ImproperlyConfigured as error:
        yield Warning(str(error), id="wagtail_easycars.W003")


def _check_page_models() -> Iterator[CheckMessage]:
    for name in ("VEHICLE_PAGE_MODEL", "INVENTORY_PAGE_MODEL"):
        label = getattr(app_settings, name)
        try:
            apps.get_model(label)
        except (LookupError, ValueError):
            yield Warning(
                f"{SETTING_NAME}[{name!r}] is {label!r}, which is not an installed model.",
                hint="Add 'wagtail_easycars.pages' to INSTALLED_APPS, or name a page type of "
                "your own.",
                id="wagtail_easycars.W004",
            )


def _check_image_hosts() -> Iterator[CheckMessage]:
    try:
        read_listed_hosts()
    except ImproperlyConfigured as error:
        yield Warning(f"{SETTING_NAME}: {error}", id="wagtail_easycars.W005")

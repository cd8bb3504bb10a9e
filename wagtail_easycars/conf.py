"""The ``WAGTAIL_EASYCARS`` setting with its defaults.

Read a setting as ``app_settings.LEASE_SECONDS``. A key that does not exist is an error, so that a
typo is found when the site starts and not when a sync is due.
"""

from __future__ import annotations

import difflib
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.signals import setting_changed
from django.utils.module_loading import import_string

SETTING_NAME = "WAGTAIL_EASYCARS"

DEFAULTS: dict[str, Any] = {
    # Keys for the secrets in the database, as "id:base64url of 32 bytes"; the first encrypts.
    "ENCRYPTION_KEYS": (),
    # Where EasyCars is reached; each URL ends in a slash, the services' names follow it.
    "API_BASE_URLS": {
        "test": "https://testmy.easycars.com.au/TestECService/",
        "production": "https://my.easycars.net.au/ECService/",
    },
    # The stock answer holds a dealer's whole stock; every other answer is small.
    "MAX_STOCK_BYTES": 256 * 1024 * 1024,
    "MAX_STOCK_ITEMS": 100_000,
    "MAX_ANSWER_BYTES": 4 * 1024 * 1024,
    # A vehicle larger than this (bytes of JSON) is reported as failed instead of being stored.
    "MAX_ITEM_BYTES": 1024 * 1024,
    # Seconds until a connection stands, between two reads, and for a whole call.
    "CONNECT_TIMEOUT": 10,
    "READ_TIMEOUT": 60,
    "CALL_DEADLINE": 60,
    "STOCK_DEADLINE": 300,
    # The alias in CACHES that keeps tokens between calls (encrypted).
    "TOKEN_CACHE": "default",
    "IMAGE_STORAGE": "wagtail",
    # Where Cloudinary's API is, where visitors get its pictures, and in which folder they are kept.
    "CLOUDINARY_API_URL": "https://api.cloudinary.com",
    "CLOUDINARY_DELIVERY_URL": "https://res.cloudinary.com",
    "CLOUDINARY_FOLDER": "easycars",
    # Hosts of pictures, as "host" or "host:port", that may be private and on any port.
    "IMAGE_HOSTS": (),
    # What is downloaded of a picture at most, how many pixels one is opened with, and how long
    # (pixels) its longer side is kept.
    "MAX_IMAGE_BYTES": 20 * 1024 * 1024,
    "MAX_IMAGE_PIXELS": 50_000_000,
    "IMAGE_MAX_SIDE": 2560,
    # How many pictures are downloaded, and how many are stored, at once.
    "IMAGE_CONNECTIONS": 8,
    "VEHICLE_PAGE_MODEL": "wagtail_easycars_pages.VehiclePage",
    "INVENTORY_PAGE_MODEL": "wagtail_easycars_pages.InventoryPage",
    "MAPPER": "wagtail_easycars.stock.mapping.StockMapper",
    # How many vehicles one transaction writes, of how many bytes of JSON together, and how long
    # (seconds) a run may be silent before another one may take its place.
    "BATCH_SIZE": 1000,
    "BATCH_BYTES": 4 * 1024 * 1024,
    "LEASE_SECONDS": 90,
    # For how many days runs and what they changed are kept.
    "RUN_RETENTION_DAYS": 90,
    # Whether a cluster of django-q2 works; without one, a job of cron calls easycars_tick.
    "USE_JOB_QUEUE": True,
    # How many syncs of one kind people may start for a site, in how many seconds.
    "MANUAL_SYNC_LIMIT": 6,
    "MANUAL_SYNC_LIMIT_SECONDS": 600,
    # What a monitoring service has to know to be told how the sites are doing; empty is nobody.
    "HEALTH_TOKEN": "",
    # How many leads of a site one sender brings to EasyCars at once.
    "LEAD_SENDERS": 4,
    # How many vehicles a page of the listing shows, and for how many days a vehicle that is gone
    # keeps its page, marked as sold, before visitors get '410 Gone'.
    "VEHICLES_PER_PAGE": 24,
    "SOLD_PAGE_DAYS": 30,
    # For how many days a form may stand in a cached page, and how many seconds after it was shown
    # nobody has filled it in yet. How many enquiries one address may send in how many seconds.
    "ENQUIRY_FORM_DAYS": 14,
    "ENQUIRY_MIN_SECONDS": 3,
    "ENQUIRY_LIMIT": 20,
    "ENQUIRY_LIMIT_SECONDS": 600,
    # Dotted paths of a site's own checks of an enquiry, such as a captcha's.
    "ENQUIRY_CHECKS": (),
    # How many proxies stand before the site and report in X-Forwarded-For whom they speak for.
    "TRUSTED_PROXIES": 0,
}


class AppSettings:
    """Attribute access to ``WAGTAIL_EASYCARS``; missing keys take their default."""

    def __init__(self) -> None:
        self._values: dict[str, Any] | None = None

    @property
    def values(self) -> dict[str, Any]:
        if self._values is None:
            self._values = {**DEFAULTS, **self._user_values()}
        return self._values

    @staticmethod
    def _user_values() -> dict[str, Any]:
        user_values = getattr(settings, SETTING_NAME, {})
        if not isinstance(user_values, dict):
            raise ImproperlyConfigured(f"{SETTING_NAME} must be a dictionary.")
        for key in user_values:
            if key not in DEFAULTS:
                close = difflib.get_close_matches(key, DEFAULTS, n=1)
                hint = f" Did you mean {close[0]!r}?" if close else ""
                raise ImproperlyConfigured(f"{SETTING_NAME} has no key {key!r}.{hint}")
        return user_values

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self.values[name]
        except KeyError:
            raise AttributeError(f"{SETTING_NAME} has no key {name!r}") from None

    def import_class(self, name: str) -> Any:
        """Return what the dotted path in the setting ``name`` points to.

        Raises ``ImproperlyConfigured`` where it cannot be imported.
        """
        try:
            return import_string(getattr(self, name))
        except ImportError as error:
            raise ImproperlyConfigured(f"{SETTING_NAME}[{name!r}]: {error}") from error

    def reload(self) -> None:
        self._values = None


app_settings = AppSettings()


def reload_app_settings(*, setting: str, **kwargs: Any) -> None:
    if setting == SETTING_NAME:
        app_settings.reload()


setting_changed.connect(reload_app_settings, dispatch_uid="wagtail_easycars.conf")

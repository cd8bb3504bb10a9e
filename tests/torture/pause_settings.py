"""Settings of the processes that are stopped for longer than their lease: a short one."""

import os

from tests.torture.kill_settings import *  # noqa: F403
from tests.torture.kill_settings import WAGTAIL_EASYCARS

MEDIA_ROOT = os.environ.get("EASYCARS_TORTURE_MEDIA", "")

WAGTAIL_EASYCARS = {
    **WAGTAIL_EASYCARS,
    "LEASE_SECONDS": 1,
    "STOCK_DEADLINE": 2,
    "READ_TIMEOUT": 0.8,
    "CALL_DEADLINE": 0.8,
    "IMAGE_HOSTS": ["127.0.0.1"],
    "IMAGE_CONNECTIONS": 4,
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

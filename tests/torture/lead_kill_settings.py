"""Settings of the senders that are killed: an EasyCars that answers at once or not at all."""

from tests.torture.kill_settings import *  # noqa: F403
from tests.torture.kill_settings import WAGTAIL_EASYCARS

WAGTAIL_EASYCARS = {**WAGTAIL_EASYCARS, "READ_TIMEOUT": 0.4, "CALL_DEADLINE": 0.8}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

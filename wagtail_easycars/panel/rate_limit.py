"""How often a person may do what costs EasyCars, or this website, something."""

from __future__ import annotations

import logging
from typing import Any

from django.core.cache import cache

from wagtail_easycars.client.tokens import cache_errors

logger = logging.getLogger(__name__)

PREFIX = "wagtail_easycars.admin"


def is_within_rate(user: Any, action: str, *, times: int, seconds: int) -> bool:
    """Count that ``user`` does ``action``; return whether it is at most ``times`` in ``seconds``.

    Nobody is limited where the cache does not work.
    """
    keys = [f"{PREFIX}.{action}.{user.pk}.{number}" for number in range(times)]
    try:
        return any(cache.add(key, True, seconds) for key in keys)
    except cache_errors() as error:
        logger.warning("%s is not counted: the cache failed (%s).", action, type(error).__name__)
        return True

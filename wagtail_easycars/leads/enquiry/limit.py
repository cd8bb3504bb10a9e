"""How many enquiries one address may send."""

from __future__ import annotations

import logging

from django.core.cache import cache
from django.utils.crypto import get_random_string, salted_hmac

from wagtail_easycars.client.tokens import cache_errors
from wagtail_easycars.conf import app_settings

logger = logging.getLogger("wagtail_easycars")

PREFIX = "wagtail_easycars.enquiries"


def is_within_limit(sender: str) -> bool:
    """Count an enquiry of ``sender`` and return whether it may send so many.

    A sender that is '' is not limited, and nobody is where the cache does not work: a lost enquiry
    is worse than one too many.
    """
    if not sender:
        return True
    key = f"{PREFIX}:{salted_hmac(PREFIX, sender, algorithm='sha256').hexdigest()}"
    try:
        return _count(key) <= app_settings.ENQUIRY_LIMIT
    except cache_errors() as error:
        logger.warning("An enquiry is not counted: the cache failed (%s).", type(error).__name__)
        return True


def _count(key: str) -> int:
    """Count within a period that begins with the first enquiry.

    The period has a key of its own: caches of files and of the database begin the time of a key
    anew, or make it endless, when it is counted up.
    """
    seconds = app_settings.ENQUIRY_LIMIT_SECONDS
    period = cache.get_or_set(f"{key}:period", get_random_string(12), seconds)
    counted = f"{key}:{period}"
    cache.add(counted, 0, seconds)
    return cache.incr(counted)

"""How many enquiries one address may send."""

from __future__ import annotations

import logging

from django.core.cache import cache
from django.utils.crypto import salted_hmac

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
        cache.add(key, 0, app_settings.ENQUIRY_LIMIT_SECONDS)
        return cache.incr(key) <= app_settings.ENQUIRY_LIMIT
    except cache_errors() as error:
        logger.warning("An enquiry is not counted: the cache failed (%s).", type(error).__name__)
        return True

"""Has a worker deliver a new enquiry at once, without the visitor waiting for it.

Only a wake-up: what is to be done is in the leads themselves, and the schedule finds what a queue
that is down, or has lost its message, was never told.
"""

from __future__ import annotations

from django.core.cache import cache
from django.db import transaction

from wagtail_easycars.client.tokens import cache_errors
from wagtail_easycars.runs.queue import enqueue_delivery

# How long (seconds) one message stands for all enquiries of a site. The worker that takes the
# message ends this earlier, where it shares the cache; else the schedule comes for the rest.
COALESCED_FOR = 10


def wake_up(site_id: int) -> None:
    """Have a worker deliver what is due of the site's leads, once the transaction has committed.

    Many calls within seconds queue one task. A queue that is down is logged and never fails the
    caller.
    """
    # No partial(): Django logs the name of what fails here, and a partial has none.
    transaction.on_commit(lambda: _queue_unless_queued(site_id), robust=True)


def forget_wake_up(site_id: int) -> None:
    """Let the next ``wake_up()`` queue a task again: the worker looks at the leads from now on."""
    try:
        cache.delete(_key(site_id))
    except cache_errors():
        return  # The key's own end comes soon.


def _queue_unless_queued(site_id: int) -> None:
    if _is_first(site_id):
        enqueue_delivery(site_id)


def _is_first(site_id: int) -> bool:
    try:
        return cache.add(_key(site_id), True, COALESCED_FOR)
    except cache_errors():
        return True  # Rather two messages than none.


def _key(site_id: int) -> str:
    return f"wagtail_easycars.leads.wake.{site_id}"

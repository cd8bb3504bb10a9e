"""Once a day, and without anybody's calling a command, each site gives up what it has kept for long
enough.

``EasyCarsSettings.tidied_at`` says when a site had its last turn. Sites that are due at one moment,
as all are at first, get theirs twenty a tick, and so come at another minute each day.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from wagtail.models import Site

from wagtail_easycars.models import EasyCarsSettings
from wagtail_easycars.retention import give_up_bit_by_bit
from wagtail_easycars.runs.queue import enqueue_housekeeping, get_time_limit, is_queue_used
from wagtail_easycars.runs.stopping import end_if_told, stoppable

EVERY = timedelta(days=1)
SITES_AT_ONCE = 20
# Twenty of these take one worker less than the minute until the next tick, however much there is to
# give up: so they do not pile up in the queue before enquiries and syncs.
SECONDS_A_SITE = 2


def queue_due_housekeeping(now: datetime) -> None:
    """Queue a task for each site that is due, twenty at most; nothing where no queue is used.

    Raises whatever the queue does where it is down; the sites then stay due.
    """
    for site_id in take_due_sites(now) if is_queue_used() else ():
        try:
            enqueue_housekeeping(site_id)
        except Exception:
            make_due(site_id)
            raise


def take_due_sites(now: datetime) -> Iterator[int]:
    """Yield the ids of sites that are due, twenty at most, those that wait longest first.

    Each is taken as it is yielded: of two who call this at one moment, one gets it.
    """
    due = _get_due(now).values_list("pk", "site_id", "tidied_at")[:SITES_AT_ONCE]
    for key, site_id, tidied_at in due:
        unchanged = EasyCarsSettings.objects.filter(pk=key, tidied_at=tidied_at)
        if unchanged.update(tidied_at=now):
            yield site_id


def _get_due(now: datetime) -> QuerySet[EasyCarsSettings]:
    # What is far ahead was written by a clock that was wrong.
    is_due = Q(tidied_at=None) | Q(tidied_at__lte=now - EVERY) | Q(tidied_at__gt=now + EVERY)
    longest_first = F("tidied_at").asc(nulls_first=True)
    return EasyCarsSettings.objects.filter(is_due).order_by(longest_first, "pk")


def tidy_site(site_id: int) -> None:
    """Give up what the site ``site_id``, which may be gone by now, has kept for long enough.

    What is left after ``SECONDS_A_SITE``, or when the process is told to end, is due again at once;
    what fails is so the next day.
    """
    site = Site.objects.filter(pk=site_id).first()
    if site is None:
        return
    is_left = False
    try:
        with stoppable() as stop, stop.allowed():
            is_left = not _give_up_in_time(site)
    except (SystemExit, KeyboardInterrupt):
        is_left = True
        raise
    finally:
        if is_left:
            make_due(site_id)


def _give_up_in_time(site: Site) -> bool:
    """Return whether nothing is left; each batch is committed before it is asked for the time."""
    limit = get_time_limit()
    seconds = SECONDS_A_SITE if limit is None else min(SECONDS_A_SITE, limit)
    ends_at = time.monotonic() + seconds
    for _given_up in give_up_bit_by_bit(site, timezone.now()):
        end_if_told()
        if time.monotonic() >= ends_at:
            return False
    return True


def make_due(site_id: int) -> None:
    """Give the site ``site_id`` its turn at the next tick."""
    # After those that have waited for longer, so that nobody's turn is taken.
    EasyCarsSettings.objects.filter(site=site_id).update(tidied_at=timezone.now() - EVERY)

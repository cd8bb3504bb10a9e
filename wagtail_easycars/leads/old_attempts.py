"""Forgets how leads came to EasyCars long ago, a little at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from wagtail.models import Site

from wagtail_easycars.conf import app_settings
from wagtail_easycars.models import Lead, LeadAttempt

# Few enough for one statement not to hold others up.
ATTEMPTS_A_BATCH = 1000
# What becomes of the others is reckoned from their attempts.
SETTLED = (Lead.Delivery.DELIVERED, Lead.Delivery.LOCAL)


def get_old_attempts(site: Site, now: datetime) -> QuerySet[LeadAttempt]:
    """Return the attempts that ended more than ``RUN_RETENTION_DAYS`` days before ``now``, of leads
    of ``site`` that are where they should be.

    But not the last of each lead, which says how it arrived, and none with a quotation.
    """
    oldest = now - timedelta(days=app_settings.RUN_RETENTION_DAYS)
    later = LeadAttempt.objects.filter(lead=OuterRef("lead"), pk__gt=OuterRef("pk"))
    old = LeadAttempt.objects.filter(
        Exists(later), lead__site=site, lead__delivery__in=SETTLED, finished_at__lt=oldest
    )
    return old.exclude(purpose=LeadAttempt.Purpose.QUOTE)


def delete_old_attempts(site: Site, now: datetime) -> Iterator[int]:
    """Delete what ``get_old_attempts()`` returns, batch by batch; yield how many each had."""
    old = get_old_attempts(site, now).order_by("pk").values_list("pk", flat=True)
    while keys := list(old[:ATTEMPTS_A_BATCH]):
        LeadAttempt.objects.filter(pk__in=keys).delete()
        yield len(keys)

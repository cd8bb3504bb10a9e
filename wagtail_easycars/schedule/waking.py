"""Finds the leads and pictures that are due though nobody was told, or whose wait is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.models import Site

from wagtail_easycars.images.follow_up import queue_images
from wagtail_easycars.leads.claims import free_claims_of_the_dead
from wagtail_easycars.leads.mails import has_due_mails
from wagtail_easycars.leads.outbox import get_due_changes_anywhere, get_due_deliveries_anywhere
from wagtail_easycars.models import EasyCarsSettings, ImageSource, Lead, SyncRun, SyncSchedule

# What may still have to get to EasyCars.
WAITING = (Lead.Delivery.PENDING, Lead.Delivery.SENDING, Lead.Delivery.UNCERTAIN)


def wake_leads(now: datetime, deliver: Callable[[int], None]) -> list[int]:
    """Call ``deliver`` with the id of each site that has leads, changes or mails to send now.

    Return these ids. These are two queries, however many sites and old leads there are.
    """
    free_claims_of_the_dead(Lead.objects.all())
    settings = EasyCarsSettings.objects.filter(has_due_mails(now) | _has_due_leads())
    due = list(settings.order_by("site").values_list("site_id", flat=True))
    for site_id in due:
        deliver(site_id)
    return due


def _has_due_leads() -> Q:
    deliveries, changes = get_due_deliveries_anywhere(), get_due_changes_anywhere()
    can_send = Q(is_active=True) & ~Q(account_number="")
    return can_send & (
        Q(site__in=deliveries.order_by().values("site"))
        | Q(site__in=changes.order_by().values("site"))
    )


def wake_pictures(now: datetime) -> None:
    """Queue a run for each site with pictures to download whose wait is over."""
    accounts = ImageSource.objects.due(now).filter(_is_free(now)).order_by()
    due = EasyCarsSettings.objects.filter(
        is_active=True, account_number__in=accounts.values("account")
    ).exclude(account_number="")
    put_off = get_put_off(SyncRun.Kind.IMAGES, now).values("site")
    for settings in due.exclude(site__in=put_off).select_related("site").order_by("site"):
        queue_images(settings.site)


def _is_free(now: datetime) -> Q:
    return Q(claimed_until=None) | Q(claimed_until__lte=now)


def is_put_off(site: Site, kind: str) -> bool:
    """Return whether runs of ``kind`` failed for ``site`` and the schedule waits for now."""
    return get_put_off(kind, timezone.now()).filter(site=site).exists()


def get_put_off(kind: str, now: datetime) -> QuerySet[SyncSchedule]:
    """Return the rows of ``kind`` whose failures keep the schedule from starting anything."""
    waits = Q(is_stopped=True) | Q(own_failures__gt=0, next_due_at__gt=now)
    return SyncSchedule.objects.filter(waits, kind=kind)

"""Finds the leads and pictures that are due though nobody was told, or whose wait is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from wagtail.models import Site

from wagtail_easycars.images.follow_up import queue_images
from wagtail_easycars.leads.accounts import get_leads_of_account
from wagtail_easycars.leads.claims import is_unclaimed
from wagtail_easycars.leads.mails import get_due_mails
from wagtail_easycars.leads.outbox import get_due_deliveries
from wagtail_easycars.models import EasyCarsSettings, ImageSource, Lead, SyncRun, SyncSchedule

WAITING = (Lead.Delivery.PENDING, Lead.Delivery.SENDING, Lead.Delivery.UNCERTAIN)


def wake_leads(now: datetime, deliver: Callable[[int], None]) -> list[int]:
    """Call ``deliver`` with the id of each site that has leads, changes or mails to send now.

    Return these ids, the site whose lead came first before the others.
    """
    settings = EasyCarsSettings.objects.filter(site__in=_get_sites_of_due_leads(now))
    due = [each.site_id for each in settings.order_by("site") if _has_something_to_send(each)]
    for site_id in due:
        deliver(site_id)
    return due


def _get_sites_of_due_leads(now: datetime) -> list[int]:
    leads = Lead.objects.filter(_may_be_sent(now) | _may_be_mailed(now), anonymised_at=None)
    return list(leads.order_by().values_list("site_id", flat=True).distinct())


def _may_be_sent(now: datetime) -> Q:
    has_waited = Q(next_attempt_at=None) | Q(next_attempt_at__lte=now)
    return has_waited & is_unclaimed() & (Q(delivery__in=WAITING) | _is_changed())


def _is_changed() -> Q:
    is_newer = Q(synced_at=None) | Q(updated_at__gt=F("synced_at"))
    return is_newer & Q(delivery=Lead.Delivery.DELIVERED) & ~Q(lead_number="")


def _may_be_mailed(now: datetime) -> Q:
    has_waited = Q(next_mail_at=None) | Q(next_mail_at__lte=now)
    return has_waited & (Q(notified_at=None) | Q(confirmed_at=None))


def _has_something_to_send(settings: EasyCarsSettings) -> bool:
    if get_due_mails(settings).exists():
        return True
    if not (settings.is_active and settings.account_number):
        return False
    changed = get_leads_of_account(settings).filter(_is_changed(), site=settings.site_id)
    due_changes = changed.filter(_may_be_sent(timezone.now()))
    return get_due_deliveries(settings, ignore_waits=False).exists() or due_changes.exists()


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

"""Which leads reach nobody: conditions for queries of leads."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from wagtail_easycars.leads.outbox import OPEN_STATUSES
from wagtail_easycars.models import EasyCarsSettings, Lead, LeadAttempt

LEAD_WAITS_TOO_LONG = timedelta(hours=1)


def is_unmailed(now: datetime) -> Q:
    """Return the condition for leads whose site has addresses that they could not be mailed to.

    One that was never tried is not among them: it came before the site had addresses, and is
    mailed within minutes.
    """
    was_tried_in_vain = ~Q(mail_error="") | Q(mail_attempts__gt=1)
    return was_tried_in_vain & Q(
        notified_at=None,
        anonymised_at=None,
        created_at__lt=now - LEAD_WAITS_TOO_LONG,
        site__in=_get_sites_with_addresses(),
    )


def is_unseen() -> Q:
    """Return the condition for leads that go by mail only, of a site that mails nobody.

    Once somebody has begun to deal with one, it has been seen.
    """
    return ~Q(site__in=_get_sites_with_addresses()) & Q(
        delivery=Lead.Delivery.LOCAL,
        status=Lead.Status.NEW,
        notified_at=None,
        anonymised_at=None,
    )


def is_refused(now: datetime) -> Q:
    """Return the condition for leads that EasyCars refused, and that nobody has mended for an hour.

    One that somebody has closed needs no mending.
    """
    long_ago = now - LEAD_WAITS_TOO_LONG
    lately = LeadAttempt.objects.filter(lead=OuterRef("pk"), finished_at__gte=long_ago)
    return ~Exists(lately) & Q(
        delivery=Lead.Delivery.REJECTED,
        status__in=OPEN_STATUSES,
        anonymised_at=None,
        created_at__lt=long_ago,
    )


def _get_sites_with_addresses() -> QuerySet[EasyCarsSettings, int]:
    addressed = EasyCarsSettings.objects.filter(notification_emails__contains="@")
    return addressed.values_list("site", flat=True)

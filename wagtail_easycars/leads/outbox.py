"""What is due. Every saved lead is in the outbox; its own row says what has to happen next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from wagtail_easycars.leads.accounts import get_leads_of_account, is_of_present_account
from wagtail_easycars.leads.claims import is_unclaimed
from wagtail_easycars.leads.waits import is_over
from wagtail_easycars.models import EasyCarsSettings, Lead, LeadAttempt

# After so many attempts whose outcome is unknown a lead waits for a person, whatever the site's
# policy is: something is wrong with this very lead, and each attempt may make one more of it.
MOST_UNKNOWN_ATTEMPTS = 10
# A change that was saved on another machine, whose clock is late by less than this, is not missed.
CLOCKS_AGREE_WITHIN = timedelta(seconds=10)
OPEN_STATUSES = (Lead.Status.NEW, Lead.Status.IN_PROGRESS)
UNKNOWN_ATTEMPT = Q(purpose=LeadAttempt.Purpose.CREATE, outcome=LeadAttempt.Outcome.UNKNOWN)
CHUNK = 50
_IS_DELIVERED = Q(delivery=Lead.Delivery.DELIVERED, anonymised_at=None) & ~Q(lead_number="")


def get_due_deliveries(settings: EasyCarsSettings, *, ignore_waits: bool) -> QuerySet[Lead]:
    """Return the site's leads that have to be sent, or looked for, now.

    ``ignore_waits`` is for who does not want to wait until the time set after a failure.
    """
    leads = Lead.objects.filter(_may_be_tried(ignore_waits), site_id=settings.site_id)
    return leads.filter(_is_undelivered(get_held(settings)))


def get_due_deliveries_anywhere() -> QuerySet[Lead]:
    """Return what ``get_due_deliveries()`` returns for each of all sites, with its waits."""
    leads = Lead.objects.filter(_may_be_tried(ignore_waits=False))
    return leads.filter(_is_undelivered(get_held_anywhere()))


def get_due_changes(settings: EasyCarsSettings, *, ignore_waits: bool) -> QuerySet[Lead]:
    """Return the site's leads that somebody has changed since EasyCars was told about them."""
    is_changed = Q(synced_at=None) | Q(updated_at__gt=F("synced_at") - CLOCKS_AGREE_WITHIN)
    # By a clock that was wrong: nobody knows what was changed since.
    is_changed |= Q(synced_at__gt=timezone.now() + CLOCKS_AGREE_WITHIN)
    return _in_easycars(settings).filter(_may_be_tried(ignore_waits), is_changed)


def get_due_changes_anywhere() -> QuerySet[Lead]:
    """Return what ``get_due_changes()`` returns for each of all sites, with its waits.

    But what the margin for clocks adds is left out: a lead that has just been sent would be due
    over and over.
    """
    is_changed = Q(synced_at=None) | Q(updated_at__gt=F("synced_at"))
    return Lead.objects.filter(
        _IS_DELIVERED, _may_be_tried(ignore_waits=False), is_changed, is_of_present_account()
    )


def get_open_leads(settings: EasyCarsSettings) -> QuerySet[Lead]:
    """Return the site's leads in EasyCars that staff still work on.

    None whose number nobody has compared: what EasyCars has there may be another's.
    """
    return _in_easycars(settings).filter(
        is_unclaimed(), status__in=OPEN_STATUSES, has_unchecked_number=False
    )


def get_held(settings: EasyCarsSettings) -> QuerySet[Lead]:
    """Return the site's uncertain leads that were looked for in vain and wait for a person."""
    not_found = _get_leads_not_found().filter(site_id=settings.site_id)
    if settings.uncertain_leads == EasyCarsSettings.UncertainLeads.HOLD:
        return not_found
    return not_found.filter(unknown_attempts__gte=MOST_UNKNOWN_ATTEMPTS)


def get_held_anywhere() -> QuerySet[Lead]:
    """Return what ``get_held()`` returns for each of all sites."""
    holding = EasyCarsSettings.objects.filter(uncertain_leads=EasyCarsSettings.UncertainLeads.HOLD)
    is_held = Q(site__in=holding.values("site")) | Q(unknown_attempts__gte=MOST_UNKNOWN_ATTEMPTS)
    return _get_leads_not_found().filter(is_held)


def _get_leads_not_found() -> QuerySet[Any]:
    attempts = LeadAttempt.objects.filter(lead=OuterRef("pk"))
    unknown = attempts.filter(UNKNOWN_ATTEMPT).order_by().values("lead").annotate(n=Count("pk"))
    uncertain = Lead.objects.filter(delivery=Lead.Delivery.UNCERTAIN, anonymised_at=None)
    return uncertain.annotate(
        last_outcome=Subquery(attempts.order_by("-pk").values("outcome")[:1]),
        unknown_attempts=Coalesce(Subquery(unknown.values("n")), 0),
    ).filter(last_outcome=LeadAttempt.Outcome.NOT_FOUND)


def is_exhausted(lead: Lead) -> bool:
    """Return whether ``lead`` was sent so often with unknown outcome that a person must decide."""
    return lead.delivery_attempts.filter(UNKNOWN_ATTEMPT).count() >= MOST_UNKNOWN_ATTEMPTS


def in_turn(leads: QuerySet[Lead]) -> Iterator[Lead]:
    """Yield each of ``leads`` once, the oldest first, and what becomes due in the meantime."""
    last = 0
    while chunk := list(leads.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        yield from chunk
        last = chunk[-1].pk


def _is_undelivered(held: QuerySet[Lead]) -> Q:
    # Who was sending one that nobody has claimed any more was lost with it.
    states = (Lead.Delivery.PENDING, Lead.Delivery.SENDING, Lead.Delivery.UNCERTAIN)
    return Q(delivery__in=states) & ~Q(pk__in=held.values("pk"))


def _may_be_tried(ignore_waits: bool) -> Q:
    condition = is_unclaimed() & Q(anonymised_at=None)
    if ignore_waits:
        return condition
    return condition & is_over("next_attempt_at")


def _in_easycars(settings: EasyCarsSettings) -> QuerySet[Lead]:
    return get_leads_of_account(settings).filter(_IS_DELIVERED, site_id=settings.site_id)

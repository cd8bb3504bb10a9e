"""Which leads wait for a person."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from wagtail_easycars.leads.outbox import get_held_anywhere
from wagtail_easycars.models import Lead


def with_held(leads: QuerySet[Lead]) -> QuerySet[Any]:
    """Return ``leads`` with ``is_held``: whether it was looked for in vain, and waits."""
    return leads.annotate(is_held=Exists(get_held_anywhere().filter(pk=OuterRef("pk"))))


def needs_a_person() -> Q:
    """Return the condition for leads that get no further by themselves.

    EasyCars has refused one or a change of it, may have it or not, or has another status for it.
    One that goes by mail only needs nobody: EasyCars takes no enquiry without a vehicle.
    """
    is_refused = Q(delivery=Lead.Delivery.REJECTED)
    waits = Q(pk__in=get_held_anywhere().values("pk"))
    is_stuck = is_refused | waits | has_refused_change() | has_other_status()
    return Q(anonymised_at=None) & is_stuck


def is_held(lead: Lead) -> bool:
    """Return whether ``lead`` was looked for in vain, and waits for a person."""
    is_uncertain = lead.delivery == Lead.Delivery.UNCERTAIN
    return is_uncertain and get_held_anywhere().filter(pk=lead.pk).exists()


def has_refused_change() -> Q:
    return Q(delivery=Lead.Delivery.DELIVERED, next_attempt_at=None) & ~Q(last_error="")


def has_other_status() -> Q:
    return Q(easycars_status__isnull=False)

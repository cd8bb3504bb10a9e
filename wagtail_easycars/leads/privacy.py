"""Leads without the people who wrote them.

An anonymous lead still counts, and keeps its reference and its numbers in EasyCars.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Site

from wagtail_easycars.leads.claims import is_unclaimed
from wagtail_easycars.models import EasyCarsSettings, Lead, LeadAttempt

ERASE_ACTION = "wagtail_easycars.lead_erase"

PERSONAL: dict[str, Any] = {
    "customer_name": "",
    "customer_email": "",
    "customer_phone": "",
    "customer_mobile": "",
    "customer_address": "",
    "customer_city": "",
    "customer_state": "",
    "customer_postcode": "",
    "customer_no": "",
    "vehicle_registration": "",
    "message": "",
    "notes": "",
    "sent_values": {},
    "last_error": "",
    "mail_error": "",
    # A sender that was given up for dead can write nothing more.
    "claimed_by": "",
    "claimed_until": None,
}
# These are not sent any more; what is in EasyCars, or was refused there, stays so.
UNFINISHED = (Lead.Delivery.PENDING, Lead.Delivery.SENDING, Lead.Delivery.UNCERTAIN)
BATCH = 500


@dataclass(frozen=True)
class Erasure:
    """What was erased of a person.

    ``lead_numbers`` are those that EasyCars knows, ``uncertain`` the references of leads that may
    be there too. ``left`` leads were being sent just then, and have to be erased afterwards.
    """

    erased: int
    left: int
    lead_numbers: list[str]
    uncertain: list[str]


def erase_person(email: str, *, site: Site | None = None) -> Erasure:
    """Make the leads anonymous that bear the address ``email``, in any case: ``site``'s, or all."""
    leads = Lead.objects.filter(customer_email__iexact=email.strip())
    return erase(leads if site is None else leads.filter(site=site))


def get_leads_of_same_person(lead: Lead) -> QuerySet[Lead]:
    """Return the leads, of any site, with the email address of ``lead``; itself at least."""
    email = lead.customer_email.strip()
    is_same = Q(customer_email__iexact=email) if email else Q(pk=lead.pk)
    return Lead.objects.filter(is_same, anonymised_at=None)


def erase(leads: QuerySet[Lead], user: Any = None) -> Erasure:
    """Make ``leads`` anonymous; ``user`` is whom Wagtail's log names for it."""
    known = list(
        leads.values("pk", "lead_number", "has_unchecked_number", "delivery", "external_id")
    )
    asked = {lead["pk"] for lead in known}
    erased = set(anonymise(Lead.objects.filter(pk__in=asked), timezone.now()))
    known = [lead for lead in known if lead["pk"] in erased]
    for lead in Lead.objects.filter(pk__in=erased):
        log(lead, ERASE_ACTION, user=user)
    return Erasure(
        erased=len(erased),
        left=len(asked - erased),
        lead_numbers=[
            lead["lead_number"]
            for lead in known
            if lead["lead_number"] and not lead["has_unchecked_number"]
        ],
        uncertain=[str(lead["external_id"]) for lead in known if _is_uncertain(lead)],
    )


def _is_uncertain(lead: Mapping[str, Any]) -> bool:
    """Return whether EasyCars may have ``lead``, under a number that nobody knows for sure."""
    is_lost = lead["delivery"] in (Lead.Delivery.UNCERTAIN, Lead.Delivery.SENDING)
    return is_lost or lead["has_unchecked_number"]


def get_old_leads(settings: EasyCarsSettings, now: datetime) -> QuerySet[Lead]:
    """Return the leads of a site that are older than it keeps them and not anonymous yet.

    One that was neither delivered nor mailed, and whose status nobody has changed, has reached
    nobody yet, and is kept.
    """
    if settings.lead_retention_months is None:
        return Lead.objects.none()
    has_arrived = Q(notified_at__isnull=False) | Q(delivery=Lead.Delivery.DELIVERED)
    has_arrived |= ~Q(status=Lead.Status.NEW)
    oldest = months_before(now, settings.lead_retention_months)
    return Lead.objects.filter(
        has_arrived, site_id=settings.site_id, created_at__lt=oldest, anonymised_at=None
    )


def anonymise(leads: QuerySet[Lead], now: datetime) -> list[int]:
    """Wipe what tells who wrote ``leads``, but of those that are being sent; return their ids."""
    ids = list(leads.filter(is_unclaimed()).values_list("pk", flat=True))
    wiped: list[int] = []
    for start in range(0, len(ids), BATCH):
        with transaction.atomic():
            wiped += _wipe(ids[start : start + BATCH], now)
    return wiped


def _wipe(ids: Iterable[int], now: datetime) -> list[int]:
    # By update(), which leaves updated_at: EasyCars is not to be told.
    leads = Lead.objects.filter(is_unclaimed(), pk__in=ids)
    leads.update(**PERSONAL, anonymised_at=now)
    wiped = Lead.objects.filter(pk__in=ids, anonymised_at=now)
    wiped.filter(delivery__in=UNFINISHED).update(delivery=Lead.Delivery.LOCAL)
    # It was typed, and may be anything.
    wiped.filter(has_unchecked_number=True).update(lead_number="", has_unchecked_number=False)
    wiped_ids = list(wiped.values_list("pk", flat=True))
    # EasyCars may have repeated what was sent.
    LeadAttempt.objects.filter(lead__in=wiped_ids).update(error="", detail="")
    return wiped_ids


def months_before(moment: datetime, months: int) -> datetime:
    """Return the same day and time ``months`` earlier, or the last day of a shorter month."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)

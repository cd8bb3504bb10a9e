"""Leads that EasyCars does not have, or has otherwise. Nothing of the visitor is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import takewhile
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from wagtail_easycars.client import EasyCarsClient
from wagtail_easycars.client.answers import LeadDetail
from wagtail_easycars.client.errors import AuthenticationRefused, ClientError, Refused
from wagtail_easycars.conf import app_settings
from wagtail_easycars.leads.outage import Outage
from wagtail_easycars.leads.outbox import get_held
from wagtail_easycars.leads.refresh import get_leads_to_refresh
from wagtail_easycars.leads.senders import Senders, Steps
from wagtail_easycars.models import Difference, EasyCarsSettings, Lead
from wagtail_easycars.reconciliation.found import Found
from wagtail_easycars.runs.lease import Lease

Kind, Cause = Difference.Kind, Difference.Cause

# Fields of a lead, by what the documented answer calls them. It has no status; one is taken if it
# comes. What a visitor has typed is not compared, since it would have to be kept to be shown.
COMPARED = {
    "status": "lead_status",
    "rating": "rating",
    "interest": "vehicle_interest",
    "finance_status": "finance_status",
}
NOT_THERE = {
    Lead.Delivery.REJECTED.value: Cause.REJECTED,
    Lead.Delivery.LOCAL.value: Cause.LOCAL,
    Lead.Delivery.UNCERTAIN.value: Cause.UNCERTAIN,
}


@dataclass
class AskedLeads:
    """What EasyCars says of the leads that were asked for.

    ``keys`` are those it gave an answer to, ``with_status`` those whose answer had a status, and
    ``error`` is why the others were not asked for.
    """

    found: list[Found] = field(default_factory=list)
    keys: list[int] = field(default_factory=list)
    with_status: set[int] = field(default_factory=set)
    error: ClientError | None = None


def ask_for_leads(
    settings: EasyCarsSettings, client: EasyCarsClient, lease: Lease, now: datetime
) -> AskedLeads:
    """Ask EasyCars for a hundred open leads at most, those asked for longest ago.

    It has no list of leads, so each costs a request; the next comparison asks for the others.
    ``lease`` is kept for as long as that takes. Raises ``LeaseLost`` where another run has it.
    """
    asked, outage = AskedLeads(), Outage()
    leads = get_leads_to_refresh(settings, now)
    of_each = (_steps(lead, client, lease, asked, outage) for lead in leads)
    begun = takewhile(lambda _steps: not outage.has_begun, of_each)
    Senders(app_settings.LEAD_SENDERS).carry_out(begun)
    asked.error = outage.error
    return asked


def _steps(
    lead: Lead, client: EasyCarsClient, lease: Lease, asked: AskedLeads, outage: Outage
) -> Steps:
    # One begins whenever another has its answer, be it a failure.
    lease.renew()
    asked_at = timezone.now()
    try:
        detail: LeadDetail = yield partial(client.get_lead_detail, lead.lead_number)
    except AuthenticationRefused as error:
        outage.note_failure(error)
        return
    except Refused:
        found = [_found(lead, Kind.LEAD_ONLY_HERE, Cause.NOT_SHOWN)]
    except ClientError as error:
        outage.note_failure(error)
        return
    else:
        found = list(_compare(lead, detail))
        if detail.lead_status in Lead.Status.values:
            asked.with_status.add(lead.pk)
    outage.note_answer()
    # Not where somebody has changed the lead, or made it anonymous, while EasyCars was asked.
    unchanged = Lead.objects.filter(pk=lead.pk, updated_at=lead.updated_at, anonymised_at=None)
    with transaction.atomic():
        lease.renew()
        is_unchanged = unchanged.update(synced_at=asked_at)
    if is_unchanged:
        asked.keys.append(lead.pk)
        asked.found += found


def _compare(lead: Lead, detail: LeadDetail) -> Iterator[Found]:
    for name, name_there in COMPARED.items():
        ours, theirs = getattr(lead, name), getattr(detail, name_there)
        # What is left out, and a number that the contract does not have, say nothing.
        if theirs in dict(get_choices(name)) and theirs != ours:
            yield _found(
                lead, Kind.LEAD_FIELD, Cause.REPORTED, field=name, ours=ours, theirs=theirs
            )


def get_choices(name: str) -> list[Any]:
    """Return the values that the field ``name`` of a lead can have, each with its label."""
    return list(Lead._meta.get_field(name).flatchoices)  # type: ignore[union-attr]


def find_leads_not_there(settings: EasyCarsSettings) -> Iterator[Found]:
    """Yield the leads that are not in EasyCars and do not get there by themselves."""
    waits = Q(delivery__in=(Lead.Delivery.REJECTED, Lead.Delivery.LOCAL))
    waits |= Q(pk__in=get_held(settings).values("pk"))
    leads = Lead.objects.filter(waits, site_id=settings.site_id, anonymised_at=None)
    for lead in leads.order_by("pk").iterator(chunk_size=1000):
        yield _found(lead, Kind.LEAD_ONLY_HERE, NOT_THERE[lead.delivery])


def find_reported_statuses(settings: EasyCarsSettings, but_not: set[int]) -> Iterator[Found]:
    """Yield the leads whose status EasyCars reported otherwise before, and that are undecided."""
    leads = Lead.objects.filter(site_id=settings.site_id, anonymised_at=None)
    for lead in leads.exclude(easycars_status=None).order_by("pk").iterator(chunk_size=1000):
        if lead.pk not in but_not:
            yield _found(
                lead,
                Kind.LEAD_FIELD,
                Cause.REPORTED,
                field="status",
                ours=lead.status,
                theirs=lead.easycars_status,
            )


def _found(lead: Lead, kind: str, cause: str, **values: Any) -> Found:
    return Found(
        kind,
        cause,
        identity=lead.pk,
        lead_id=lead.pk,
        reference=lead.lead_number or lead.reference,
        **values,
    )

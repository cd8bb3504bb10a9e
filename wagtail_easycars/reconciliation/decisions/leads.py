"""Leads that EasyCars does not have, or has otherwise."""

from __future__ import annotations

from typing import Any

from wagtail_easycars.leads.agreement import send_our_value, take_their_value
from wagtail_easycars.leads.decisions import send_again
from wagtail_easycars.leads.status import keep_ours, take_theirs
from wagtail_easycars.leads.wake import wake_up
from wagtail_easycars.models import Difference, Lead

Kind, Decision = Difference.Kind, Difference.Decision


def settle_lead(difference: Difference, decision: str, user: Any) -> bool:
    """Do what ``decision`` says; return ``False`` where the lead has moved since it was compared.

    Must run in a transaction.
    """
    lead = Lead.objects.select_for_update().filter(pk=difference.lead_id or 0).first()
    if lead is None:
        return False
    if difference.kind == Kind.LEAD_ONLY_HERE:
        return send_again(lead, user)
    if getattr(lead, difference.field) != difference.ours or lead.anonymised_at is not None:
        return False
    settle = _settle_status if difference.field == "status" else _settle_value
    is_settled = settle(lead, difference, decision, user)
    if is_settled and decision == Decision.OURS:
        wake_up(lead.site_id)
    return is_settled


def _settle_status(lead: Lead, difference: Difference, decision: str, user: Any) -> bool:
    settle = take_theirs if decision == Decision.THEIRS else keep_ours
    return settle(lead, int(difference.theirs or 0), user)


def _settle_value(lead: Lead, difference: Difference, decision: str, user: Any) -> bool:
    settle = take_their_value if decision == Decision.THEIRS else send_our_value
    return settle(lead, difference.field, difference.theirs)

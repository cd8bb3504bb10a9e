"""The status of a lead, here and in EasyCars.

The documented ``GetLeadDetail`` returns none. Where an answer has one all the same and it differs,
the site's policy decides. What changes is in Wagtail's log.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from wagtail_easycars.leads.reference import get_short_reference
from wagtail_easycars.models import EasyCarsSettings, Lead

STATUS_ACTION = "wagtail_easycars.lead_status"
Policy = EasyCarsSettings.LeadStatusPolicy


def is_final(lead: Lead) -> bool:
    """Return whether EasyCars has ``lead`` as deleted: nothing can be changed there any more."""
    return bool(lead.sent_values.get("lead_status") == Lead.Status.DELETED)


def take_reported_status(lead: Lead, reported: int | None, policy: str) -> bool:
    """Act on the status that EasyCars ``reported`` by ``policy``; return whether that was news.

    ``None``, or a number that the contract does not have, says nothing. A lead deleted there stays
    deleted, so that is taken over whatever the policy is.
    """
    if reported not in Lead.Status.values or reported in (lead.status, lead.easycars_status):
        return _forget_agreed_difference(lead, reported)
    if policy == Policy.THEIRS or reported == Lead.Status.DELETED:
        take_theirs(lead, reported)
    elif policy == Policy.OURS:
        keep_ours(lead, reported)
    else:
        _write(lead, easycars_status=reported)
    return True


def take_theirs(lead: Lead, reported: int, user: Any = None) -> None:
    """Take over the status that EasyCars has; ``user`` is who decided, ``None`` for the policy."""
    before = lead.status
    with transaction.atomic():
        _write(lead, status=reported, easycars_status=None, sent_status=reported)
        _log(lead, before, reported, user)


def keep_ours(lead: Lead, reported: int, user: Any = None) -> None:
    """Have our status sent to EasyCars, which has ``reported``."""
    with transaction.atomic():
        _write(lead, easycars_status=None, sent_status=reported, synced_at=None)
        _log(lead, reported, lead.status, user)


def _forget_agreed_difference(lead: Lead, reported: int | None) -> bool:
    """A difference that nobody decided on is none any more once both have the same status."""
    if lead.easycars_status is None or reported != lead.status:
        return False
    _write(lead, easycars_status=None, sent_status=reported)
    return True


def _write(lead: Lead, *, sent_status: int | None = None, **values: Any) -> None:
    """Write ``values``, which are no change by staff, so ``updated_at`` stays.

    Nothing to a lead that somebody has changed or made anonymous since it was read: what was sent
    of the person would come back.
    """
    if sent_status is not None:
        values["sent_values"] = {**lead.sent_values, "lead_status": sent_status}
    unchanged = Lead.objects.filter(pk=lead.pk, updated_at=lead.updated_at, anonymised_at=None)
    unchanged.update(**values)
    for name, value in values.items():
        setattr(lead, name, value)


def _log(lead: Lead, before: int, after: int, user: Any) -> None:
    # The title would be the customer's name, which is to go when the lead is made anonymous.
    log(
        lead,
        STATUS_ACTION,
        user=user,
        title=get_short_reference(lead.external_id),
        data={"before": before, "after": after},
    )

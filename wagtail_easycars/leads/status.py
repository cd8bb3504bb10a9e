"""The status of a lead, here and in EasyCars.

The documented ``GetLeadDetail`` returns none. Where an answer has one all the same and it differs,
the site's policy decides. What changes is in Wagtail's log.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from wagtail_easycars.leads.wake import wake_up
from wagtail_easycars.models import EasyCarsSettings, Lead

STATUS_ACTION = "wagtail_easycars.lead_status"
Policy = EasyCarsSettings.LeadStatusPolicy


def is_final(lead: Lead) -> bool:
    """Return whether EasyCars has ``lead`` as deleted: nothing can be changed there any more."""
    return bool(lead.sent_values.get("lead_status") == Lead.Status.DELETED)


def take_reported_status(lead: Lead, reported: int | None, policy: str) -> bool:
    """Act on the status that EasyCars ``reported`` by ``policy``; return whether that was news.

    ``None``, or a number that the contract does not have, says nothing, nor does any of a lead that
    has changed since it was read. A lead deleted there stays deleted, so that is taken over
    whatever the policy is.
    """
    if reported not in Lead.Status.values or reported in (lead.status, lead.easycars_status):
        return _forget_agreed_difference(lead, reported)
    if policy == Policy.THEIRS or reported == Lead.Status.DELETED:
        return take_theirs(lead, reported)
    if policy == Policy.OURS:
        return keep_ours(lead, reported)
    return _write(lead, easycars_status=reported)


def take_theirs(lead: Lead, reported: int, user: Any = None) -> bool:
    """Take over the status that EasyCars has; ``user`` is who decided, ``None`` for the policy.

    Return ``False`` where the lead has changed since it was read.
    """
    before = lead.status
    with transaction.atomic():
        is_written = _write(lead, status=reported, easycars_status=None, sent_status=reported)
        if is_written:
            log_status(lead, before, reported, user)
    return is_written


def keep_ours(lead: Lead, reported: int, user: Any = None) -> bool:
    """Have our status sent to EasyCars, which has ``reported``.

    Return ``False`` where the lead has changed since it was read.
    """
    with transaction.atomic():
        is_written = _write(lead, easycars_status=None, sent_status=reported, synced_at=None)
        if is_written:
            log_status(lead, reported, lead.status, user)
            wake_up(lead.site_id)
    return is_written


def mark_deleted(lead: Lead, user: Any = None) -> bool:
    """Mark ``lead`` as deleted, here and, with the next change that is sent, in EasyCars.

    There it is final. Return ``False`` where it is deleted or anonymous already.
    """
    deleted = Lead.Status.DELETED
    with transaction.atomic():
        leads = Lead.objects.filter(pk=lead.pk, anonymised_at=None).exclude(status=deleted)
        is_marked = leads.update(status=deleted, easycars_status=None, updated_at=timezone.now())
        if is_marked:
            log_status(lead, lead.status, deleted, user)
            wake_up(lead.site_id)
    return bool(is_marked)


def _forget_agreed_difference(lead: Lead, reported: int | None) -> bool:
    """A difference that nobody decided on is none any more once both have the same status."""
    if lead.easycars_status is None or reported != lead.status:
        return False
    return _write(lead, easycars_status=None, sent_status=reported)


def _write(lead: Lead, *, sent_status: int | None = None, **values: Any) -> bool:
    """Write ``values``, which are no change by staff, so ``updated_at`` stays.

    Nothing to a lead that somebody has changed, decided on or made anonymous since it was read:
    what was sent of the person would come back.
    """
    if sent_status is not None:
        values["sent_values"] = {**lead.sent_values, "lead_status": sent_status}
    unchanged = Lead.objects.filter(
        pk=lead.pk,
        updated_at=lead.updated_at,
        easycars_status=lead.easycars_status,
        anonymised_at=None,
    )
    if not unchanged.update(**values):
        return False
    for name, value in values.items():
        setattr(lead, name, value)
    return True


def log_status(lead: Lead, before: int, after: int, user: Any) -> None:
    log(lead, STATUS_ACTION, user=user, data={"before": before, "after": after})

"""What happens next with a lead, in the clerk's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from wagtail_easycars.connection import NotConfigured, check_configured
from wagtail_easycars.leads.accounts import is_of_account
from wagtail_easycars.leads.payloads import get_changes
from wagtail_easycars.leads.status import is_final
from wagtail_easycars.leads.waits import is_waiting
from wagtail_easycars.models import EasyCarsSettings, Lead
from wagtail_easycars.panel.leads.mailed import describe_mail

Delivery = Lead.Delivery


@dataclass(frozen=True)
class Prospect:
    """``text`` says what happens, ``at`` when; ``needs_person`` that nothing does by itself."""

    text: str
    at: datetime | None = None
    needs_person: bool = False
    explains_error: bool = False


def get_prospect(lead: Lead, settings: EasyCarsSettings, *, is_held: bool) -> Prospect:
    """Return what happens next with ``lead``, of the site of ``settings``."""
    if lead.anonymised_at is not None:
        return Prospect(_("Nothing is sent any more: the person was erased."))
    if lead.delivery == Delivery.DELIVERED:
        return _after_delivery(lead, settings)
    if lead.delivery == Delivery.REJECTED:
        return _after_refusal(lead)
    if lead.delivery == Delivery.LOCAL:
        return _without_vehicle(lead, settings)
    if is_held:
        return Prospect(
            _("Look for it in EasyCars, then say that it has arrived, or send it again."),
            needs_person=True,
        )
    return _by_itself(lead, settings)


def _without_vehicle(lead: Lead, settings: EasyCarsSettings) -> Prospect:
    text = _(
        "EasyCars takes no enquiry without make, model, year and type of a vehicle. Add them and "
        "send it again, if you want it there."
    )
    is_known = lead.notified_at is not None or bool(settings.notification_email_list)
    mail = describe_mail(lead, settings)
    return Prospect(f"{mail} {text}", needs_person=not is_known, explains_error=True)


def _after_refusal(lead: Lead) -> Prospect:
    if not (lead.customer_name.strip() and lead.customer_email.strip()):
        return Prospect(
            _(
                "EasyCars takes no lead without a name and an email address. Enter what is missing "
                "under “Correct the person”, save, then send it again."
            ),
            needs_person=True,
            explains_error=True,
        )
    if _is_changed_since_refusal(lead):
        text = _("It has been changed since EasyCars refused it. Send it again.")
        return Prospect(text, needs_person=True, explains_error=True)
    return _wait_for(_("EasyCars refused it. Correct what it names, save, then send it again."))


def _is_changed_since_refusal(lead: Lead) -> bool:
    """Only staff's changes count for ``updated_at``."""
    last = lead.delivery_attempts.order_by("pk").last()
    return last is not None and lead.updated_at > last.started_at


def _wait_for(text: str) -> Prospect:
    return Prospect(text, needs_person=True)


def _get_hindrance(settings: EasyCarsSettings) -> str:
    """Return why nothing is sent to EasyCars for the site, '' where it is."""
    try:
        check_configured(settings)
    except NotConfigured as error:
        return str(error)
    return ""


def _by_itself(lead: Lead, settings: EasyCarsSettings) -> Prospect:
    if lead.delivery == Delivery.SENDING:
        return Prospect(_("It is being sent to EasyCars at this moment."))
    if hindrance := _get_hindrance(settings):
        return _wait_for(_("It waits. %(reason)s") % {"reason": hindrance})
    is_uncertain = lead.delivery == Delivery.UNCERTAIN
    if is_waiting(lead.next_attempt_at):
        text = _("It is looked for in EasyCars") if is_uncertain else _("It is sent again")
        return Prospect(text, at=lead.next_attempt_at)
    if is_uncertain:
        return Prospect(_("EasyCars' answer was lost. It is looked for there within minutes."))
    return Prospect(_("It is sent to EasyCars within minutes."))


def _after_delivery(lead: Lead, settings: EasyCarsSettings) -> Prospect:
    if is_final(lead):
        return Prospect(_("It is deleted in EasyCars, which is final: nothing can be changed."))
    if not is_of_account(lead, settings):
        return _in_another_account(lead)
    if lead.has_unchecked_number:
        return Prospect(
            _(
                "EasyCars could not be asked yet whether the number that was entered is right. It "
                "is compared by itself, before anything is sent there."
            )
        )
    if lead.easycars_status is not None:
        text = _(
            "EasyCars reports the status “%(theirs)s”; here it is “%(ours)s”. Decide which is "
            "right."
        )
        shown: dict[str, Any] = {
            "theirs": lead.get_easycars_status_display(),
            "ours": lead.get_status_display(),
        }
        return _wait_for(text % shown)
    return _after_change(lead, settings) if get_changes(lead) else _unchanged(lead)


def _unchanged(lead: Lead) -> Prospect:
    if lead.last_error:
        return _wait_for(_("Nothing has to be sent, but look for the lead in EasyCars."))
    return Prospect(
        _(
            "Nothing more has to be sent. What you change here is brought to EasyCars. A status "
            "that is changed in EasyCars does not show here."
        )
    )


def _in_another_account(lead: Lead) -> Prospect:
    if get_changes(lead):
        return _wait_for(
            _(
                "Your change was not sent: the lead is in another EasyCars account, or in the "
                "other environment, than this site is connected to now. Change it there, too."
            )
        )
    return Prospect(
        _(
            "It is in another EasyCars account, or in the other environment, than this site is "
            "connected to now. What you change here is not brought there."
        )
    )


def _after_change(lead: Lead, settings: EasyCarsSettings) -> Prospect:
    if lead.last_error and lead.next_attempt_at is None:
        return _wait_for(_("EasyCars refused your last change. Correct what it names, and save."))
    if hindrance := _get_hindrance(settings):
        return _wait_for(_("Your change waits. %(reason)s") % {"reason": hindrance})
    if is_waiting(lead.next_attempt_at):
        return Prospect(_("Your change is sent again"), at=lead.next_attempt_at)
    return Prospect(_("Your change is sent to EasyCars within minutes."))

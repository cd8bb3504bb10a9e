"""Mails each enquiry to the dealer, whatever becomes of it in EasyCars.

A mail is due until its lead says that it was sent. Who sends it claims it before, by the time that
it would be tried again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core.mail import EmailMessage
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_easycars.leads.letters import write_to_dealer, write_to_visitor
from wagtail_easycars.leads.waits import is_over, next_try
from wagtail_easycars.mail_connection import get_mail_connection, is_out_of_reach
from wagtail_easycars.models import EasyCarsSettings, Lead
from wagtail_easycars.runs.stopping import end_if_told, ending_at_checks_only

Letter = Callable[[Lead, EasyCarsSettings], EmailMessage]

logger = logging.getLogger("wagtail_easycars")

# Leads with this source came from the form, so their visitors are told that they have arrived.
WEBSITE = "website"
# Longer than a mail server takes for two mails; then another worker may try.
CLAIM = timedelta(minutes=10)
# A confirmation that comes days late, or is refused again and again, is of no use.
CONFIRM_WITHIN = timedelta(days=1)
# Who enters an address has no use for mails about what came long before, and is in EasyCars.
NOTIFY_WITHIN = timedelta(days=3)


def deliver_due_mails(site_id: int, *, before_each: Callable[[], None] = end_if_told) -> None:
    """Send what is due of the mails about the leads of a site, as ``deliver_mails()`` does."""
    settings = EasyCarsSettings.objects.filter(site_id=site_id).first()
    if settings is not None:
        due = get_due_mails(settings).values_list("pk", flat=True)
        deliver_mails(due, before_each=before_each)


def get_due_mails(settings: EasyCarsSettings) -> QuerySet[Lead]:
    """Return the leads of a site about which a mail has to be sent now, the oldest first."""
    now = timezone.now()
    leads = _get_leads_that_waited(now).filter(site_id=settings.site_id)
    # Whoever claims a lead by this should lock no other site's settings.
    own = EasyCarsSettings.objects.filter(site_id=settings.site_id)
    return leads.filter(_is_to_notify(own, now) | _is_to_confirm(own, now)).order_by("pk")


def has_due_mails(now: datetime) -> Q:
    """Return the condition for settings of sites for which ``get_due_mails()`` returns anything."""
    leads = _get_leads_that_waited(now).order_by()
    every = EasyCarsSettings.objects.all()
    # Apart, since each has an index of its own.
    to_notify = leads.filter(_is_to_notify(every, now)).values("site")
    to_confirm = leads.filter(_is_to_confirm(every, now)).values("site")
    return Q(site__in=to_notify) | Q(site__in=to_confirm)


def _get_leads_that_waited(now: datetime) -> QuerySet[Lead]:
    return Lead.objects.filter(is_over("next_mail_at", now), anonymised_at=None)


def _is_to_notify(settings: QuerySet[EasyCarsSettings], now: datetime) -> Q:
    # At least one address, as notification_email_list has it.
    notified = settings.filter(notification_emails__regex="[^, ]")
    is_news = Q(created_at__gt=now - NOTIFY_WITHIN) | Q(mail_attempts__gt=0)
    has_reached_nobody = ~Q(delivery=Lead.Delivery.DELIVERED) & Q(status=Lead.Status.NEW)
    of_site = Q(notified_at=None, site__in=notified.values("site"))
    return of_site & (is_news | has_reached_nobody)


def _is_to_confirm(settings: QuerySet[EasyCarsSettings], now: datetime) -> Q:
    confirming = settings.filter(confirm_enquiries=True)
    return Q(
        confirmed_at=None,
        source=WEBSITE,
        created_at__gt=now - CONFIRM_WITHIN,
        site__in=confirming.values("site"),
    )


def deliver_mails(
    lead_ids: Iterable[int], *, before_each: Callable[[], None] = end_if_told
) -> None:
    """Send the mails about these leads that are due; one that fails waits and is tried again.

    Where the mail server is out of reach, the others stay due, so that one that hangs costs one
    time-out. ``before_each`` is called before the mails about each lead.

    Each is sent once, save where a worker died, or another took over, while it was sending: the
    dealer then rather gets it twice than never, the visitor rather never than twice.
    """
    for lead_id in list(lead_ids):
        before_each()
        lead = Lead.objects.select_related("site", "vehicle").filter(pk=lead_id).first()
        settings = lead and EasyCarsSettings.objects.filter(site_id=lead.site_id).first()
        if lead and settings:
            with ending_at_checks_only():
                error = _send_mails(lead, settings) if _claim(lead, settings) else None
            if error is not None and is_out_of_reach(error):
                return


def _claim(lead: Lead, settings: EasyCarsSettings) -> bool:
    """Return whether ``lead`` was due and is now this worker's."""
    due = get_due_mails(settings).order_by().filter(pk=lead.pk, next_mail_at=lead.next_mail_at)
    until = timezone.now() + CLAIM
    claimed = due.update(next_mail_at=until, mail_attempts=F("mail_attempts") + 1)
    lead.refresh_from_db(fields=["mail_attempts", "next_mail_at", "notified_at", "confirmed_at"])
    return bool(claimed)


def _send_mails(lead: Lead, settings: EasyCarsSettings) -> Exception | None:
    """Send both, and return why one could not be sent."""
    error = _notify(lead, settings)
    if error is None or not is_out_of_reach(error):
        unconfirmed = _confirm(lead, settings)
        error = error or unconfirmed
    values: dict[str, Any] = {"next_mail_at": None, "mail_error": ""}
    if error is not None:
        values = {"next_mail_at": next_try(lead.mail_attempts), "mail_error": _explain(error)}
    Lead.objects.filter(pk=lead.pk, next_mail_at=lead.next_mail_at).update(**values)
    return error


def _notify(lead: Lead, settings: EasyCarsSettings) -> Exception | None:
    if lead.notified_at is not None or not settings.notification_email_list:
        return None
    error = _send(write_to_dealer, lead, settings)
    if error is None:
        _set(lead, notified_at=timezone.now())
    return error


def _confirm(lead: Lead, settings: EasyCarsSettings) -> Exception | None:
    oldest = timezone.now() - CONFIRM_WITHIN
    is_wanted = settings.confirm_enquiries and lead.source == WEBSITE and lead.created_at > oldest
    if not is_wanted or lead.confirmed_at is not None:
        return None
    _set(lead, confirmed_at=timezone.now())
    error = _send(write_to_visitor, lead, settings)
    if error is not None:
        _set(lead, confirmed_at=None)
    return error


def _set(lead: Lead, **values: datetime | None) -> None:
    # Not by save(): a mail is no change that EasyCars would have to be told.
    Lead.objects.filter(pk=lead.pk).update(**values)


def _send(write: Letter, lead: Lead, settings: EasyCarsSettings) -> Exception | None:
    """Send, and return why it failed."""
    try:
        message = write(lead, settings)
        message.connection = get_mail_connection()
        message.send()
    except Exception as error:  # noqa: BLE001  (of mail backends, and of a site's own templates)
        name = type(error).__name__
        logger.warning("A mail about lead %s could not be sent (%s).", lead.pk, name)
        return error
    return None


def _explain(error: Exception) -> str:
    """Leave out what a mail server says of the addresses."""
    text = _("The mail could not be sent (%(error)s). It is tried again.")
    return text % {"error": type(error).__name__}

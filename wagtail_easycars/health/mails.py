"""Mails what needs a person to the site's addresses.

What concerns all sites, or a site that has no addresses, is mailed to ``ADMINS``.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings as django_settings
from django.core.mail import EmailMessage, mail_admins
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import translation
from wagtail.admin.utils import get_admin_base_url
from wagtail.models import Site

from wagtail_easycars.leads.waits import is_over, next_try
from wagtail_easycars.mail_connection import get_mail_connection, is_out_of_reach
from wagtail_easycars.models import EasyCarsSettings, Trouble
from wagtail_easycars.site_names import get_site_name

logger = logging.getLogger("wagtail_easycars")

# Longer than a mail server takes; then another worker may try.
CLAIM = timedelta(minutes=10)


def send_due_mails(now: datetime) -> None:
    """Send the mails about troubles that are due; one that fails waits and is tried again.

    Where the mail server itself fails, the others are left due: a tick shall wait for it once.
    """
    due = Trouble.objects.filter(is_over("next_mail_at", now), is_mail_due=True).select_related(
        "site"
    )
    for trouble in due.order_by("pk"):
        if _claim(trouble, now) and not _send_and_note(trouble, now):
            break


def _claim(trouble: Trouble, now: datetime) -> bool:
    """Return whether this mail, of the beginning or the end, is now this worker's."""
    unchanged = Trouble.objects.filter(
        pk=trouble.pk,
        is_mail_due=True,
        next_mail_at=trouble.next_mail_at,
        over_at=trouble.over_at,
    )
    attempts = F("mail_attempts") + 1
    return bool(unchanged.update(next_mail_at=now + CLAIM, mail_attempts=attempts))


def _send_and_note(trouble: Trouble, now: datetime) -> bool:
    """Return whether another mail may be tried now."""
    told = Trouble.objects.filter(pk=trouble.pk, over_at=trouble.over_at)
    try:
        is_sent = _write(trouble).send(get_mail_connection())
    except Exception as error:  # noqa: BLE001  (of mail backends, and of a site's own templates)
        # A mail server's own words may repeat the addresses.
        logger.warning("A mail about %s could not be sent (%s).", trouble, type(error).__name__)
        told.update(next_mail_at=next_try(trouble.mail_attempts + 1))
        return not is_out_of_reach(error)
    sent = {"mailed_at": now} if is_sent else {}
    told.update(is_mail_due=False, next_mail_at=None, **sent)
    return True


@dataclass(frozen=True)
class Letter:
    """A mail about a trouble to ``addresses``, or where there are none, to ``ADMINS``."""

    subject: str
    body: str
    addresses: list[str]

    def send(self, connection: BaseEmailBackend) -> bool:
        """Send it, and return whether there was anybody to send it to."""
        if not self.addresses:
            mail_admins(self.subject, self.body, connection=connection)
            return bool(django_settings.ADMINS)
        EmailMessage(
            self.subject,
            self.body,
            to=self.addresses,
            headers={"Auto-Submitted": "auto-generated"},
            connection=connection,
        ).send()
        return True


def _write(trouble: Trouble) -> Letter:
    site = trouble.site
    addresses = _get_addresses(site)
    context = {
        "trouble": trouble,
        "site_name": get_site_name(site) if site else "",
        "admin_url": get_admin_base_url() or "",
        "lacks_addresses": bool(site and not addresses),
    }
    with translation.override(django_settings.LANGUAGE_CODE):
        subject = render_to_string("wagtail_easycars/mails/trouble_subject.txt", context)
        body = render_to_string("wagtail_easycars/mails/trouble.txt", context)
    return Letter(" ".join(subject.split()), body.strip() + "\n", addresses)


def _get_addresses(site: Site | None) -> list[str]:
    settings = EasyCarsSettings.objects.filter(site=site).first() if site else None
    return settings.notification_email_list if settings else []

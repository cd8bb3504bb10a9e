"""Mails what needs a person to the site's addresses, or to ``ADMINS`` what concerns all sites."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings as django_settings
from django.core.mail import EmailMessage, mail_admins
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils import translation
from wagtail.admin.utils import get_admin_base_url

from wagtail_easycars.leads.waits import next_try
from wagtail_easycars.models import EasyCarsSettings, Trouble
from wagtail_easycars.site_names import get_site_name

logger = logging.getLogger("wagtail_easycars")

# Longer than a mail server takes; then another worker may try.
CLAIM = timedelta(minutes=10)


def send_due_mails(now: datetime) -> None:
    """Send the mails about troubles that are due; one that fails waits and is tried again."""
    has_waited = Q(next_mail_at=None) | Q(next_mail_at__lte=now)
    due = Trouble.objects.filter(has_waited, is_mail_due=True).select_related("site")
    for trouble in due.order_by("pk"):
        if _claim(trouble, now):
            _send_and_note(trouble, now)


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


def _send_and_note(trouble: Trouble, now: datetime) -> None:
    told = Trouble.objects.filter(pk=trouble.pk, over_at=trouble.over_at)
    try:
        _send(trouble)
    except Exception as error:  # noqa: BLE001  (of mail backends, and of a site's own templates)
        # A mail server's own words may repeat the addresses.
        logger.warning("A mail about %s could not be sent (%s).", trouble, type(error).__name__)
        told.update(next_mail_at=next_try(trouble.mail_attempts + 1))
    else:
        told.update(is_mail_due=False, next_mail_at=None, mailed_at=now)


def _send(trouble: Trouble) -> None:
    subject, body = _write(trouble)
    if trouble.site is None:
        mail_admins(subject, body)
        return
    settings = EasyCarsSettings.objects.filter(site=trouble.site).first()
    if settings and settings.notification_email_list:
        EmailMessage(
            subject,
            body,
            to=settings.notification_email_list,
            headers={"Auto-Submitted": "auto-generated"},
        ).send()


def _write(trouble: Trouble) -> tuple[str, str]:
    site = trouble.site
    context = {
        "trouble": trouble,
        "site_name": get_site_name(site) if site else "",
        "admin_url": get_admin_base_url() or "",
    }
    with translation.override(django_settings.LANGUAGE_CODE):
        subject = render_to_string("wagtail_easycars/mails/trouble_subject.txt", context)
        body = render_to_string("wagtail_easycars/mails/trouble.txt", context)
    return " ".join(subject.split()), body.strip() + "\n"

"""Whether staff have an enquiry by mail, and what to do where they have not."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wagtail_easycars.models import EasyCarsSettings, Lead


def describe_mail(lead: Lead, settings: EasyCarsSettings) -> str:
    """Return what became of the mail about ``lead``, of the site of ``settings``."""
    if lead.notified_at is not None:
        return _("It was mailed to you: answer it from your mail.")
    if settings.notification_email_list:
        return _(
            "It was not mailed to you yet, which is tried by itself. Answer it from here meanwhile."
        )
    return _(
        "No mail was sent: the site has no notification address. Answer it from here, and enter "
        "an address under Settings → EasyCars."
    )

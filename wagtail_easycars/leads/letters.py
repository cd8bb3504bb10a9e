"""The mails about an enquiry: to the dealer, and to the visitor.

Plain text from templates that a site can replace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.headerregistry import Address
from email.policy import default
from typing import Any
from urllib.parse import quote

from django.conf import settings as django_settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.utils import get_admin_base_url

from wagtail_easycars.leads.own_vehicle import get_own_vehicle_facts
from wagtail_easycars.models import EasyCarsSettings, Lead
from wagtail_easycars.presentation.formats import format_aud
from wagtail_easycars.site_names import get_site_name
from wagtail_easycars.stock.text import clean_line

# Answered by no out-of-office reply (RFC 3834).
AUTOMATIC = {"Auto-Submitted": "auto-generated"}


def write_to_dealer(lead: Lead, settings: EasyCarsSettings) -> EmailMessage:
    """Return the mail that tells the dealer all of an enquiry; an answer goes to the visitor."""
    context = {
        "lead": lead,
        "facts": [(label, value) for label, value in _facts(lead) if value],
        "admin_url": _admin_url(lead),
        "email_link": f"mailto:{quote(clean_line(lead.customer_email), safe='@+')}",
    }
    message = _write("enquiry", lead, context)
    message.to = settings.notification_email_list
    _have_answered_to_visitor(message, lead)
    return message


def write_to_visitor(lead: Lead, settings: EasyCarsSettings) -> EmailMessage:
    """Return the mail that confirms an enquiry.

    It repeats nothing that was typed: anybody can enter anybody's address.
    """
    message = _write("confirmation", lead, {"vehicle": lead.vehicle})
    message.to = [clean_line(lead.customer_email)]
    message.reply_to = settings.notification_email_list[:1]
    return message


def _write(name: str, lead: Lead, context: dict[str, Any]) -> EmailMessage:
    with translation.override(django_settings.LANGUAGE_CODE):
        context = {
            **context,
            "reference": lead.reference,
            "site_name": get_site_name(lead.site),
        }
        subject = render_to_string(f"wagtail_easycars/mails/{name}_subject.txt", context)
        body = render_to_string(f"wagtail_easycars/mails/{name}.txt", context)
    # The same for a mail that is sent once more, which lets mail programs show it once.
    message_id = f"<{lead.external_id}.{name}@{lead.site.hostname}>"
    return EmailMessage(
        subject=clean_line(" ".join(subject.split())),
        body=body.strip() + "\n",
        headers={**AUTOMATIC, "Message-ID": message_id},
    )


def _have_answered_to_visitor(message: EmailMessage, lead: Lead) -> None:
    """Add the visitor's address, with the name or without, or nothing: as a mail can bear it.

    What is odd about an address must not keep the mail, whose text has it all, from the dealer.
    """
    for name in (clean_line(lead.customer_name), ""):
        try:
            address = _get_address(lead, name)
            message.reply_to = [str(address)] if address else []
            if address is None or _leads_to(message, address):
                return
        except Exception:  # noqa: BLE001, S110  (the email package raises what it comes upon)
            pass
    message.reply_to = []


def _get_address(lead: Lead, name: str) -> Address | None:
    address = lead.customer_email.strip()
    try:
        validate_email(address)
    except ValidationError:
        return None
    if not address.isprintable():
        return None  # Less what cannot be printed, it would be somebody else's.
    username, _at, domain = address.rpartition("@")
    if username.startswith('"'):
        # Its quotes are syntax, and would be quoted themselves.
        username = re.sub(r"\\(.)", r"\1", username[1:-1])
    return Address(name, username, domain) if username else None


def _leads_to(message: EmailMessage, address: Address) -> bool:
    """Return whether ``message`` is answered to ``address`` as it is sent: Django writes odd ones
    anew, some of them wrongly."""
    sent = message_from_bytes(message.message().as_bytes(), policy=default)
    return [each.username for each in sent["Reply-To"].addresses] == [address.username]


def _admin_url(lead: Lead) -> str:
    path = AdminURLFinder().get_edit_url(lead)
    return f"{get_admin_base_url() or ''}{path}" if path else ""


def _facts(lead: Lead) -> Iterator[tuple[str, Any]]:
    yield _("About"), lead.about
    yield _("Vehicle"), clean_line(lead.vehicle_name)
    yield _("Stock number"), clean_line(lead.stock_number)
    yield _("Price"), lead.vehicle_price is not None and format_aud(lead.vehicle_price)
    for label, value in get_own_vehicle_facts(lead):
        yield label, clean_line(value)
    yield _("Name"), clean_line(lead.customer_name)
    yield _("Email"), clean_line(lead.customer_email)
    yield _("Phone"), clean_line(lead.customer_phone)
    yield _("Mobile"), clean_line(lead.customer_mobile)
    yield _("Preferred contact"), lead.preferred_contact and lead.get_preferred_contact_display()
    yield _("Finance"), lead.finance_status and lead.get_finance_status_display()
    yield _("Page"), clean_line(lead.source_page_url)

"""Where a lead is seen, and how its person is answered."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from wagtail_easycars.leads.editing import is_editable
from wagtail_easycars.models import Lead
from wagtail_easycars.panel.policies import lead_policy, may

# Mail programs cut longer addresses.
LONGEST_QUOTE = 1000


def get_lead_url(user: Any, lead: Lead) -> str:
    """Return where ``user`` works on ``lead``, or sees it where there is nothing to change."""
    is_edited = is_editable(lead) and may(user, lead_policy, "change", lead)
    return get_view_url("edit" if is_edited else "inspect", lead.pk)


def get_view_url(name: str, *args: Any) -> str:
    """Return the address of one of Wagtail's views of leads."""
    model: Any = Lead  # to which Wagtail adds the viewset
    return reverse(model.snippet_viewset.get_url_name(name), args=args)


def get_reply_link(lead: Lead) -> str:
    """Return a link that begins a mail to the person, or '' where there is no address."""
    if not lead.customer_email:
        return ""
    about = lead.vehicle_name or lead.about
    subject = _("Your enquiry: %(about)s (%(reference)s)") % {
        "about": about,
        "reference": lead.reference,
    }
    # A line break would begin another header in mail programs that do not look.
    one_line = " ".join(subject.split())
    address = quote(lead.customer_email, safe="@+")
    return f"mailto:{address}?subject={quote(one_line)}&body={quote(_compose_reply(lead))}"


def get_call_link(number: str) -> str:
    """Return a link that calls ``number``, without what only people read in it."""
    return "tel:" + "".join(each for each in number if each.isdigit() or each == "+")


def _compose_reply(lead: Lead) -> str:
    greeting = _("Hello %(name)s,") % {"name": lead.customer_name}
    message = Truncator(lead.message).chars(LONGEST_QUOTE)
    quoted = [f"> {line}" for line in message.splitlines()]
    return "\r\n".join([greeting, "", "", "", *quoted])

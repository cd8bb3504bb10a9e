"""What has no field of its own in EasyCars stands in the notes of a lead."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from wagtail_easycars.leads.own_vehicle import get_own_vehicle_facts
from wagtail_easycars.models import Lead


def compose_notes(lead: Lead) -> str:
    """Return the notes of ``lead`` in the site's language, whoever asks and wherever."""
    with translation.override(settings.LANGUAGE_CODE):
        paragraphs = (_facts(lead), lead.message, _staff_notes(lead))
        return "\n\n".join(text for paragraph in paragraphs if (text := paragraph.strip()))


def _facts(lead: Lead) -> str:
    lines = [
        _possibly_double(lead),
        f"{lead.about}{_own_vehicle(lead)}",
        _("Reference: %(reference)s") % {"reference": lead.reference},
        *(f"{label}: {value}" for label, value in get_own_vehicle_facts(lead)),
        *_contact(lead),
    ]
    return "\n".join(line for line in lines if line)


def _possibly_double(lead: Lead) -> str:
    if not lead.possibly_double:
        return ""
    return _("Possibly here twice: the answer of EasyCars to the first attempt was lost.")


def _own_vehicle(lead: Lead) -> str:
    if not lead.is_about_own_vehicle:
        return ""
    return " " + _("(the customer's own vehicle)")


def _contact(lead: Lead) -> list[str]:
    """Phone numbers too: a customer whom EasyCars knows is sent by number only."""
    return [
        f"{label}: {value}"
        for label, value in (
            (_("Phone"), lead.customer_phone),
            (_("Mobile"), lead.customer_mobile),
            (_("Preferred contact"), lead.preferred_contact and _preferred_contact(lead)),
        )
        if value
    ]


def _preferred_contact(lead: Lead) -> str:
    return str(lead.get_preferred_contact_display())


def _staff_notes(lead: Lead) -> str:
    if not lead.notes.strip():
        return ""
    return _("Notes: %(notes)s") % {"notes": lead.notes.strip()}

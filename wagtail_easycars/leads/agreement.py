"""A value of a lead that EasyCars has otherwise: take it over, or have ours sent.

Its status has rules of its own, which ``status`` knows.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from wagtail_easycars.models import Lead

# Fields of a lead by their names in ``Lead.sent_values``.
NAMES_THERE = {
    "rating": "rating",
    "interest": "vehicle_interest",
    "finance_status": "finance_status",
}


def take_their_value(lead: Lead, name: str, value: Any) -> bool:
    """Set the field ``name`` of ``lead`` to the ``value`` that EasyCars has.

    Return ``False`` where somebody has changed the lead, or made it anonymous, since it was read.
    """
    values = {name: value, "sent_values": {**lead.sent_values, NAMES_THERE[name]: value}}
    return bool(_unchanged(lead).update(**values))


def send_our_value(lead: Lead, name: str, value: Any) -> bool:
    """Have our value of the field ``name`` sent to EasyCars, which has ``value``.

    Return ``False`` as ``take_their_value()`` does.
    """
    sent_values = {**lead.sent_values, NAMES_THERE[name]: value}
    return bool(_unchanged(lead).update(sent_values=sent_values, synced_at=None))


def _unchanged(lead: Lead) -> QuerySet[Lead]:
    return Lead.objects.filter(pk=lead.pk, updated_at=lead.updated_at, anonymised_at=None)

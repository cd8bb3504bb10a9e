"""Finding leads by what staff have in hand: a name, a number, a reference."""

from __future__ import annotations

import re

from django.db.models import Q, QuerySet

from wagtail_easycars.leads.enquiry.phones import InvalidPhone, parse_phone
from wagtail_easycars.models import Lead

SEARCHED_FIELDS = (
    "customer_name",
    "customer_email",
    "customer_phone",
    "customer_mobile",
    "stock_number",
    "vehicle_registration",
    "vehicle_make",
    "vehicle_model",
    "lead_number",
    "quote_number",
)
REFERENCE = re.compile(r"([0-9a-f]{4})-?([0-9a-f]{4})", re.IGNORECASE)


def find_leads(leads: QuerySet[Lead], text: str) -> QuerySet[Lead]:
    """Return of ``leads`` those that contain every word of ``text``, or all of it as a number."""
    return leads.filter(_has_words(text) | _has_reference(text) | _has_phone(text))


def _has_words(text: str) -> Q:
    condition = Q()
    for word in text.split():
        condition &= _is_anywhere(word)
    return condition


def _is_anywhere(text: str) -> Q:
    condition = Q()
    for name in SEARCHED_FIELDS:
        condition |= Q(**{f"{name}__icontains": text})
    return condition


def _has_reference(text: str) -> Q:
    match = REFERENCE.fullmatch(text.strip())
    if match is None:
        return Q(pk__in=[])
    return Q(external_id__istartswith="".join(match.groups()))


def _has_phone(text: str) -> Q:
    """However it was typed here: leads bear numbers as they are usually written."""
    try:
        number = parse_phone(text).text
    except InvalidPhone:
        return Q(pk__in=[])
    return Q(customer_phone=number) | Q(customer_mobile=number)

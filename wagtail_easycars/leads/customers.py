"""Whether EasyCars knows a lead's customer already.

A customer is the same where name and email are, in any case. A shared phone joins nobody: families
and companies share one.
"""

from __future__ import annotations

from wagtail_easycars.client import EasyCarsClient
from wagtail_easycars.leads.accounts import get_leads_of_account
from wagtail_easycars.models import EasyCarsSettings, Lead


def is_same_customer(lead: Lead, other: Lead) -> bool:
    """Return whether both leads name the same customer."""
    is_same_name = _same(lead.customer_name, other.customer_name)
    return is_same_name and _same(lead.customer_email, other.customer_email)


def find_known_customer(lead: Lead, settings: EasyCarsSettings) -> str:
    """Return the CustomerNo of an earlier lead of the same customer in the account, or ''."""
    known = (
        get_leads_of_account(settings)
        .filter(
            customer_name__iexact=lead.customer_name.strip(),
            customer_email__iexact=lead.customer_email.strip(),
            anonymised_at=None,
        )
        .exclude(customer_no="")
    )
    return known.order_by("-pk").values_list("customer_no", flat=True).first() or ""


def search_customer(client: EasyCarsClient, name: str, email: str) -> str:
    """Return the CustomerNo that EasyCars has for the customer, or ''.

    Raises ``ClientError`` and, for an email that is longer than the contract allows,
    ``InvalidPayload``.
    """
    for contact in client.search_contacts(email=email.strip()):
        is_same = _same(contact.name, name) and _same(contact.email, email)
        if is_same and contact.customer_no:
            return contact.customer_no
    return ""


def _same(theirs: str | None, ours: str) -> bool:
    return (theirs or "").strip().casefold() == ours.strip().casefold()

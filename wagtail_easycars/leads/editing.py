"""What staff may change of a lead, and how it is kept and brought to EasyCars."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from wagtail_easycars.leads.claims import is_unclaimed
from wagtail_easycars.leads.status import is_final, log_status
from wagtail_easycars.leads.wake import wake_up
from wagtail_easycars.models import Lead

HANDLING = ("status", "rating", "notes")
CUSTOMER = ("customer_name", "customer_email", "customer_phone", "customer_mobile")
VEHICLE = (
    "vehicle_make",
    "vehicle_model",
    "vehicle_year",
    "vehicle_type",
    "is_vehicle_new",
    "stock_number",
)
# UpdateLead takes nothing of the vehicle, so it can be mended only before it is there.
NOT_SENT = (Lead.Delivery.PENDING, Lead.Delivery.REJECTED, Lead.Delivery.LOCAL)


def is_editable(lead: Lead) -> bool:
    """Return whether anything of ``lead`` can be changed: it has a person, and is not deleted."""
    return lead.anonymised_at is None and not is_final(lead)


def get_editable_fields(lead: Lead) -> tuple[str, ...]:
    """Return what staff may change of ``lead`` as it is now."""
    if not is_editable(lead):
        return ()
    return (*HANDLING, *CUSTOMER, *(VEHICLE if lead.delivery in NOT_SENT else ()))


def save_changes(lead: Lead, names: Collection[str], user: Any = None) -> bool:
    """Save the fields ``names`` of ``lead`` and have EasyCars told what it can take of them.

    Return ``False``, and save nothing, where its person has been erased meanwhile, or where the
    vehicle is among ``names`` and is on its way to EasyCars by now.
    """
    values = {name: getattr(lead, name) for name in names}
    with transaction.atomic():
        leads = Lead.objects.filter(pk=lead.pk, anonymised_at=None)
        if not set(VEHICLE).isdisjoint(names):
            leads = leads.filter(is_unclaimed(), delivery__in=NOT_SENT)
        before = leads.values_list("status", flat=True).first()
        is_saved = leads.update(**values, updated_at=timezone.now())
        if is_saved and before is not None:
            log(lead, "wagtail.edit", user=user, content_changed=bool(names))
            if before != lead.status and "status" in values:
                log_status(lead, before, lead.status, user)
            wake_up(lead.site_id)
    return bool(is_saved)

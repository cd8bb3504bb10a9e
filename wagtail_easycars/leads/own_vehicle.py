"""What EasyCars has no field for of a vehicle that is the visitor's own."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wagtail_easycars.models import Lead, Vehicle
from wagtail_easycars.presentation.formats import format_odometer


def get_own_vehicle_facts(lead: Lead) -> list[tuple[str, str]]:
    """Return labels and values of what the visitor told; nothing where it is not theirs."""
    facts = (
        (_("Rego"), lead.vehicle_registration),
        (_("Odometer"), _format_odometer(lead.vehicle_odometer)),
        (_("Asked on the page of"), lead.source_vehicle),
    )
    return [(label, value) for label, value in facts if value]


def _format_odometer(kilometres: int | None) -> str:
    if kilometres is None:
        return ""
    return format_odometer(kilometres, Vehicle.OdometerUnit.KILOMETRES)

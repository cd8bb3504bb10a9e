"""What an enquiry can be about, and what that is for EasyCars."""

from __future__ import annotations

from wagtail_easycars.models import Lead

Kind = Lead.Kind

INTERESTS = {
    Kind.BUY: Lead.Interest.BUY,
    Kind.TEST_DRIVE: Lead.Interest.TEST_DRIVE,
    Kind.FINANCE: Lead.Interest.BUY,
    Kind.SELL: Lead.Interest.SELL,
    Kind.SERVICE: Lead.Interest.SERVICE,
    Kind.OTHER: Lead.Interest.BUY,
}

# The visitor's own vehicle is what these are about.
OF_OWN_VEHICLE = frozenset({Kind.SELL, Kind.SERVICE})


def kinds_to_offer(*, about_vehicle: bool) -> list[Lead.Kind]:
    """Return the kinds of a form; one that is about a vehicle needs no 'something else'."""
    return [kind for kind in Kind if not (about_vehicle and kind is Kind.OTHER)]


def usual_kind(*, about_vehicle: bool) -> Lead.Kind:
    """Return the kind that is chosen before the visitor chooses."""
    return Kind.BUY if about_vehicle else Kind.OTHER

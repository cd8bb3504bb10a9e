"""Two clerks settle the same difference at the same moment."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from tests.panel.races.conftest import ROUNDS, is_told_by_one, make_vehicle, racing
from wagtail_easycars.models import Difference, Lead

pytestmark = racing

DECIDED = "1 difference settled."


def price_difference(site, number):
    vehicle = make_vehicle(site, number, pinned_fields=["price"])
    return Difference.objects.create(
        site=site,
        key=f"price-{number}",
        kind="field",
        field="price",
        cause="pinned",
        ours="20000.00",
        theirs="19000",
        vehicle=vehicle,
    )


def form_about(difference, clerk, action):
    """Return what the page that asks about ``action`` sends."""
    url = reverse("wagtail_bulk_action", args=["wagtail_easycars", "difference", action])
    url += "?" + urlencode({"id": difference.pk, "next": reverse("easycars:differences")})
    return url, {"seen": clerk.client.get(url).context["form"]["seen"].value()}


def count_entries(action, subject):
    entries = ModelLogEntry.objects.filter(action__startswith=f"wagtail_easycars.{action}")
    return entries.filter(object_id=str(subject.pk)).count()


@pytest.mark.parametrize(
    "actions",
    [("take_theirs", "take_theirs"), ("ignore", "ignore"), ("keep_ours", "keep_ours")],
)
def test_it_is_decided_on_once(easycars, clerks, at_once, actions):
    for number in ROUNDS:
        difference = price_difference(easycars.site, number)

        told = at_once(*(form_about(difference, clerks[0], each) for each in actions))

        assert is_told_by_one(DECIDED, told), told
        assert count_entries("difference", difference.vehicle) == 1


@pytest.mark.parametrize("other", ["ignore", "keep_ours"])
def test_what_was_decided_is_what_was_done(easycars, clerks, at_once, other):
    """One may still take EasyCars' side of what another has just kept or ignored."""
    for number in ROUNDS:
        difference = price_difference(easycars.site, number)

        told = at_once(*(form_about(difference, clerks[0], e) for e in ("take_theirs", other)))

        difference.refresh_from_db()
        is_taken = difference.decision == Difference.Decision.THEIRS
        assert is_taken == (difference.vehicle.price == 19000)
        assert is_taken == ("price" not in difference.vehicle.pinned_fields)
        assert count_entries("difference", difference.vehicle) == " ".join(told).count(DECIDED)


def test_that_of_a_lead_is_settled_once(easycars, clerks, at_once):
    for number in ROUNDS:
        lead = Lead.objects.create(
            site=easycars.site, delivery=Lead.Delivery.DELIVERED, lead_number=str(number)
        )
        difference = Difference.objects.create(
            site=easycars.site,
            key=f"status-{number}",
            kind="lead_field",
            field="status",
            cause="reported",
            ours=lead.status,
            theirs=Lead.Status.WON.value,
            lead=lead,
        )
        form = form_about(difference, clerks[0], "keep_ours")

        told = at_once(form, form)

        assert is_told_by_one(DECIDED, told), told
        assert count_entries("lead_status", lead) == 1

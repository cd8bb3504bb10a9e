"""Two clerks decide about the same lead at the same moment."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from tests.panel.races.conftest import ROUNDS, is_told_by_one, racing
from wagtail_easycars.models import Lead

pytestmark = racing

DELIVERED = {"delivery": Lead.Delivery.DELIVERED, "lead_number": "77"}


def make_lead(site, **values):
    return Lead.objects.create(
        site=site, customer_name="Jo", customer_email="jo@example.com", **values
    )


def count_entries(action, lead):
    entries = ModelLogEntry.objects.filter(action=f"wagtail_easycars.{action}")
    return entries.filter(object_id=str(lead.pk)).count()


def test_it_is_sent_again_once(easycars, at_once):
    for _round in ROUNDS:
        lead = make_lead(easycars.site, delivery=Lead.Delivery.REJECTED)
        form = (reverse("easycars:lead_send_again", args=[lead.pk]), {})

        told = at_once(form, form)

        assert is_told_by_one("is sent to EasyCars within minutes", told), told
        assert count_entries("lead_send_again", lead) == 1


@pytest.mark.parametrize("other", ["lead_take_theirs", "lead_keep_ours"])
def test_its_status_is_decided_once(easycars, at_once, other):
    data = {"reported": str(Lead.Status.WON.value)}
    for _round in ROUNDS:
        lead = make_lead(easycars.site, easycars_status=Lead.Status.WON, **DELIVERED)
        views = ("lead_take_theirs", other)

        told = at_once(*((reverse(f"easycars:{each}", args=[lead.pk]), data) for each in views))

        assert is_told_by_one("Nothing was done", told), told
        assert count_entries("lead_status", lead) == 1


def test_it_is_marked_as_deleted_once(easycars, at_once):
    for _round in ROUNDS:
        lead = make_lead(easycars.site, **DELIVERED)
        form = (reverse("easycars:lead_mark_deleted", args=[lead.pk]), {})

        told = at_once(form, form)

        assert is_told_by_one("is deleted in EasyCars within minutes", told), told
        assert count_entries("lead_status", lead) == 1

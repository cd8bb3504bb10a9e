"""Held withdrawals on the dashboard."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.panel.reading import text_of
from wagtail_easycars.models import Vehicle

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(easycars):
    now = timezone.now()
    Vehicle.objects.bulk_create(
        Vehicle(
            site=easycars.site,
            stock_number=f"A{number}",
            make="Mazda",
            price=9990,
            source=Vehicle.Source.EASYCARS,
            withdrawal_held_at=now,
        )
        for number in range(8)
    )


@pytest.mark.usefixtures("held")
def test_the_first_are_shown_and_the_others_counted(open_dashboard, site):
    section = open_dashboard("withdraw_vehicle").select_one("#easycars-section-held")

    assert "8 vehicles are missing from the feed" in text_of(section)
    assert len(section.select("ul.easycars-vehicles > li")) == 6
    assert "Stock number A1, $9,990" in text_of(section)
    assert "And 2 more." in text_of(section)
    assert section.select_one("a.button")["href"] == f"/admin/easycars/held/?site={site.pk}"


@pytest.mark.usefixtures("held")
def test_who_may_only_look_is_offered_no_decision(open_dashboard):
    section = open_dashboard("view_vehicle").select_one("#easycars-section-held")

    assert "8 vehicles" in text_of(section)
    assert section.select("a.button") == []


def test_where_nothing_is_held_nothing_is_said(open_dashboard, easycars):
    section = open_dashboard("withdraw_vehicle").select_one("#easycars-section-held")

    assert text_of(section) == ""

"""Two clerks decide at the same moment whether two vehicles are the same car."""

from __future__ import annotations

from django.urls import reverse
from wagtail.models import ModelLogEntry

from tests.panel.races.conftest import ROUNDS, is_told_by_one, make_vehicle, racing
from wagtail_easycars.models import Vehicle

pytestmark = racing


def make_pair(site, number):
    vin = f"6T1BF3FK70X1234{number:02d}"
    by_hand = make_vehicle(site, f"{number}-H", vin=vin, source=Vehicle.Source.MANUAL)
    return by_hand, make_vehicle(site, f"{number}-E", vin=vin)


def url_of(view, pair):
    return reverse(f"easycars:{view}", args=[vehicle.pk for vehicle in pair])


def count_entries(action, vehicle):
    entries = ModelLogEntry.objects.filter(action=f"wagtail_easycars.{action}")
    return entries.filter(object_id=str(vehicle.pk)).count()


def test_they_are_merged_once(easycars, at_once):
    for number in ROUNDS:
        pair = make_pair(easycars.site, number)
        form = (url_of("merge_vehicles", pair), {})

        told = at_once(form, form)

        assert is_told_by_one("The two are one vehicle now", told), told
        assert count_entries("merge", pair[1]) == 1


def test_they_are_told_apart_once(easycars, at_once):
    for number in ROUNDS:
        pair = make_pair(easycars.site, number)
        form = (url_of("tell_apart", pair), {})

        told = at_once(form, form)

        assert is_told_by_one("They are two cars.", told), told
        assert count_entries("tell_apart", pair[0]) == 1


def test_of_merging_and_telling_apart_one_is_done(easycars, at_once):
    for number in ROUNDS:
        pair = make_pair(easycars.site, number)

        told = at_once(*((url_of(view, pair), {}) for view in ("merge_vehicles", "tell_apart")))

        assert is_told_by_one("They are two cars.", told) != is_told_by_one(
            "The two are one vehicle now", told
        ), told
        assert count_entries("merge", pair[1]) + count_entries("tell_apart", pair[1]) == 1

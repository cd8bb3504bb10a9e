"""Two clerks decide on the same held withdrawal at the same moment."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from tests.panel.races.conftest import ROUNDS, is_told_by_one, make_vehicle, racing
from wagtail_easycars.models import SyncChange

pytestmark = racing


def held_vehicle(easycars, number):
    vehicle = make_vehicle(easycars.site, number, withdrawal_held_at=timezone.now())
    return vehicle, {"site": easycars.site_id, "vehicle": vehicle.pk}


def test_it_is_approved_once(easycars, at_once):
    for number in ROUNDS:
        vehicle, data = held_vehicle(easycars, number)
        form = (reverse("easycars:approve_held"), data)

        told = at_once(form, form)

        assert is_told_by_one("1 vehicle has left the site.", told), told
        assert SyncChange.objects.filter(vehicle=vehicle).count() == 1


def test_of_approving_and_keeping_one_is_done(easycars, at_once):
    for number in ROUNDS:
        vehicle, data = held_vehicle(easycars, number)

        at_once((reverse("easycars:approve_held"), data), (reverse("easycars:dismiss_held"), data))

        change = SyncChange.objects.get(vehicle=vehicle)
        vehicle.refresh_from_db()
        assert vehicle.is_listed == (change.action == SyncChange.Action.DISMISSED)

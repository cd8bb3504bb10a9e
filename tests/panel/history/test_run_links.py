"""From a change to the vehicle or the lead that it is about."""

from __future__ import annotations

import pytest

from tests.panel.people import make_user
from wagtail_easycars.models import Lead, Vehicle
from wagtail_easycars.panel.history.links import get_run_url


@pytest.fixture
def vehicle(site):
    return Vehicle.objects.create(site=site, stock_number="S1001")


@pytest.fixture
def lead(site):
    return Lead.objects.create(site=site, customer_name="Ana Pohl")


@pytest.fixture
def open_as(client, run):
    def open_as(user):
        client.force_login(user)
        return client.get(get_run_url(run.pk)).content.decode()

    return open_as


def test_a_vehicle_is_linked_for_who_may_see_it(open_as, run, vehicle, site, clerk):
    run.changes.create(action="updated", vehicle=vehicle, reference="S1001")
    address = f"vehicles/{vehicle.pk}/timeline/"
    seller = make_user("seller", view_syncrun=site, view_vehicle=site)

    assert address not in open_as(clerk)
    assert address in open_as(seller)


def test_a_vehicle_that_is_another_sites_now_is_not_linked(open_as, run, vehicle, other_site):
    run.changes.create(action="updated", vehicle=vehicle, reference="S1001")
    Vehicle.objects.filter(pk=vehicle.pk).update(site=other_site)

    assert "/timeline/" not in open_as(make_user("all", rights=["view_syncrun", "view_vehicle"]))


def test_a_vehicle_that_was_deleted_is_named(open_run, run, vehicle):
    run.changes.create(action="updated", vehicle=vehicle, reference="S1001")
    vehicle.delete()

    assert open_run(run).rows[0].startswith("S1001")


def test_a_lead_is_linked_for_who_may_see_leads_and_says_nothing_of_the_person(
    open_as, run, lead, site, clerk
):
    run.changes.create(action="created", lead=lead, reference="700123")
    seller = make_user("seller", view_syncrun=site, view_lead=site)

    seen_by_clerk, seen_by_seller = open_as(clerk), open_as(seller)

    assert f"lead/inspect/{lead.pk}/" not in seen_by_clerk
    assert f"lead/inspect/{lead.pk}/" in seen_by_seller
    assert "Pohl" not in seen_by_clerk + seen_by_seller

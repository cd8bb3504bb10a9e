"""A site can replace the mapper, keep facts of its own, and use its own page types."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from wagtail.models import Page
from wagtail.signals import page_published

from tests.testapp.models import ShowroomPage, ShowroomVehiclePage
from wagtail_easycars.models import Vehicle
from wagtail_easycars.pages.models import VehiclePage
from wagtail_easycars.sandbox.catalogue import generate
from wagtail_easycars.signals import sync_finished, vehicles_created, vehicles_updated
from wagtail_easycars.stock.mapping import StockMapper

pytestmark = pytest.mark.django_db


@pytest.fixture
def feed(sandbox):
    items = generate(3, seed=5)
    items[0].update(Make="TOYOTA", TowBallWeight="150 kg", Campaign="EOFY")
    sandbox.set_stock("harbour", items)
    return items


@pytest.fixture
def own_mapper(settings):
    settings.WAGTAIL_EASYCARS = {
        **settings.WAGTAIL_EASYCARS,
        "MAPPER": "tests.testapp.mapping.AgencyMapper",
    }


@pytest.fixture
def own_page_types(settings, easycars):
    settings.WAGTAIL_EASYCARS = {
        **settings.WAGTAIL_EASYCARS,
        "VEHICLE_PAGE_MODEL": "testapp.ShowroomVehiclePage",
        "INVENTORY_PAGE_MODEL": "testapp.ShowroomPage",
    }
    easycars.inventory_page = easycars.site.root_page.add_child(
        instance=ShowroomPage(title="Showroom", opening_hours="Mon-Sat 9-5")
    )
    easycars.save()
    return easycars.inventory_page


def test_a_mapper_of_the_sites_own_maps_and_keeps_extra_facts(feed, own_mapper, sync):
    run = sync()
    vehicle = Vehicle.objects.get(stock_number=feed[0]["StockNumber"])
    assert run.status == "success"
    assert vehicle.make == "Toyota"
    assert vehicle.extra == {"towing": True, "campaign": "EOFY"}


def test_another_mapper_reaches_vehicles_that_did_not_change(feed, sync, settings):
    sync()
    settings.WAGTAIL_EASYCARS = {
        **settings.WAGTAIL_EASYCARS,
        "MAPPER": "tests.testapp.mapping.AgencyMapper",
    }
    run = sync()
    assert run.updated + run.unchanged == 3
    assert Vehicle.objects.get(stock_number=feed[0]["StockNumber"]).make == "Toyota"
    assert sync().unchanged == 3


def test_a_new_version_of_a_mapper_that_changes_nothing_is_no_change(feed, sync, monkeypatch):
    sync()
    monkeypatch.setattr(StockMapper, "version", 2)
    run = sync()
    assert (run.updated, run.unchanged, run.changes.count()) == (0, 3, 0)


def test_page_types_of_the_sites_own_are_published_with_their_fields(feed, own_page_types, sync):
    run = sync()
    assert (run.status, run.pages_created) == ("success", 3)
    pages = ShowroomVehiclePage.objects.child_of(own_page_types).live()
    assert pages.count() == 3
    assert not VehiclePage.objects.exists()
    vehicle = Vehicle.objects.get(stock_number=feed[0]["StockNumber"])
    assert vehicle.page.salesperson == f"Ask for {vehicle.yard_name}"
    assert not any(Page.find_problems())


def test_page_types_with_their_own_save_are_published_one_by_one(
    feed, own_page_types, sync, monkeypatch
):
    saved = []

    def save(self, *args, **kwargs):
        saved.append(self.title)
        return Page.save(self, *args, **kwargs)

    monkeypatch.setattr(ShowroomVehiclePage, "save", save, raising=False)
    assert sync().pages_created == 3
    assert len(set(saved)) == 3
    assert all(page.latest_revision for page in ShowroomVehiclePage.objects.all())


def test_signals_tell_what_a_run_did(sandbox, feed, sync):
    received = []

    def receive(signal, sender, run, vehicles=(), **kwargs):
        received.append((sender.__name__, run.pk, len(vehicles)))

    signals = (vehicles_created, vehicles_updated, sync_finished)
    for signal in signals:
        signal.connect(receive)
    try:
        first = sync()
        feed[1]["Price"] = 12345
        sandbox.set_stock("harbour", feed)
        second = sync()
    finally:
        for signal in signals:
            signal.disconnect(receive)
    assert received == [
        ("Vehicle", first.pk, 3),
        ("SyncRun", first.pk, 0),
        ("Vehicle", second.pk, 1),
        ("SyncRun", second.pk, 0),
    ]


@pytest.mark.parametrize("signal", [vehicles_created, page_published], ids=["ours", "wagtails"])
@pytest.mark.parametrize("error", [IntegrityError, ValidationError, ZeroDivisionError])
def test_a_receiver_that_breaks_neither_stops_nor_repeats_anything(feed, sync, signal, error):
    def receive(**kwargs):
        raise error("the receiver's own trouble")

    signal.connect(receive)
    try:
        run = sync()
    finally:
        signal.disconnect(receive)
    assert (run.status, run.created, run.pages_created, run.failed) == ("success", 3, 3, 0)
    assert VehiclePage.objects.count() == 3


def test_a_page_that_its_own_type_refuses_does_not_keep_the_others_out(
    feed, own_page_types, sync, monkeypatch
):
    refused = feed[1]["StockNumber"]
    for_vehicle = ShowroomVehiclePage.for_vehicle.__func__

    def forget_salesperson(cls, vehicle):
        page = for_vehicle(cls, vehicle)
        page.salesperson = "x" * 101 if vehicle.stock_number == refused else "Jo"
        return page

    monkeypatch.setattr(ShowroomVehiclePage, "for_vehicle", classmethod(forget_salesperson))
    run = sync()
    assert (run.status, run.created, run.pages_created, run.failed) == ("warning", 3, 2, 1)
    change = run.changes.get(action="failed")
    assert change.reference == refused
    assert "at most 100 characters" in change.error
    assert not any(Page.find_problems())

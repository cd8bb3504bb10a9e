"""Each vehicle gets one page, whoever else publishes at the same time."""

import pytest
from django.db import transaction
from wagtail.models import Locale, Page

from tests.torture.feeds import plain_items
from wagtail_easycars.models import SyncRun, Vehicle
from wagtail_easycars.pages.models import InventoryPage, VehiclePage
from wagtail_easycars.publishing import publish
from wagtail_easycars.publishing.publish import publish_vehicle, vehicles_without_page
from wagtail_easycars.runs.lifecycle import create_run
from wagtail_easycars.stock.sync import sync_stock

pytestmark = pytest.mark.django_db


@pytest.fixture
def run_sync(easycars, django_capture_on_commit_callbacks):
    def run_with_progress(progress):
        run = create_run(easycars.site, SyncRun.Kind.STOCK, trigger=SyncRun.Trigger.COMMAND)
        with django_capture_on_commit_callbacks(execute=True):
            sync_stock(run, progress=progress)
        return run

    return run_with_progress


@pytest.fixture
def inventory_page(site):
    return site.root_page.add_child(instance=InventoryPage(title="Vehicles", slug="vehicles"))


@pytest.fixture
def vehicle(site):
    return Vehicle.objects.create(site=site, stock_number="A1", make="Kia", model="Rio")


@pytest.fixture
def french_inventory_page(inventory_page):
    french = Locale.objects.create(language_code="fr")
    inventory_page.get_parent().copy_for_translation(french)
    return inventory_page.copy_for_translation(french)


def test_a_vehicle_that_staff_publish_between_two_batches_gets_no_second_page(
    sandbox, easycars, settings, run_sync
):
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "BATCH_SIZE": 2}
    sandbox.set_stock("harbour", plain_items(5))

    def save_last_vehicle(run):
        if run.pages_created == 2:
            publish_vehicle(Vehicle.objects.order_by("pk").last(), easycars.inventory_page)

    run = run_sync(save_last_vehicle)
    assert (run.status, run.pages_created) == (SyncRun.Status.SUCCESS, 4)
    assert VehiclePage.objects.count() == 5
    assert VehiclePage.objects.values("vehicle").distinct().count() == 5


def test_two_who_save_a_vehicle_at_once_publish_one_page(vehicle, inventory_page, monkeypatch):
    wait_for_lock = publish.lock_parent

    def let_the_other_go_first(page):
        monkeypatch.setattr(publish, "lock_parent", wait_for_lock)
        publish_vehicle(vehicle, inventory_page)
        return wait_for_lock(page)

    monkeypatch.setattr(publish, "lock_parent", let_the_other_go_first)
    with transaction.atomic():
        publish_vehicle(vehicle, inventory_page)
    assert VehiclePage.objects.filter(vehicle=vehicle).count() == 1


def test_pages_published_one_by_one_are_written_in_small_transactions(
    sandbox, run_sync, monkeypatch
):
    def clean(self):
        Page.clean(self)

    monkeypatch.setattr(VehiclePage, "clean", clean, raising=False)
    sandbox.set_stock("harbour", plain_items(27))
    seen = []
    run_sync(lambda run: seen.append(run.pages_created))
    assert sorted({*seen} - {0}) == [25, 27]


def test_an_alias_is_not_the_vehicles_page(site, vehicle, inventory_page, french_inventory_page):
    with transaction.atomic():
        publish_vehicle(vehicle, french_inventory_page)
    original = vehicle.page
    alias = original.copy_for_translation(inventory_page.locale, alias=True)
    assert alias.locale_id == site.root_page.locale_id
    assert vehicle.page == original
    assert list(vehicles_without_page(site.pk, inventory_page.locale_id)) == [vehicle]


def test_a_page_in_another_language_leaves_the_vehicle_without_one_in_the_inventorys(
    site, vehicle, inventory_page, french_inventory_page
):
    with transaction.atomic():
        publish_vehicle(vehicle, french_inventory_page)
    assert vehicle.page.locale.language_code == "fr"

    with transaction.atomic():
        publish_vehicle(vehicle, inventory_page)
        publish_vehicle(vehicle, inventory_page)
    assert VehiclePage.objects.filter(vehicle=vehicle).count() == 2
    assert vehicle.page.locale_id == site.root_page.locale_id

"""The package on a site whose page model and image model are its own."""

import json

import pytest
from django.core.management import call_command

from tests.swapped.pagebase.models import BasePage
from tests.swapped.photos.models import Photo
from tests.swapped.yard.models import StockPage, StockVehiclePage
from wagtail_easycars.models import EasyCarsSettings, StoredImage, Vehicle
from wagtail_easycars.sandbox.catalogue import generate

pytestmark = pytest.mark.django_db


def sync(capsys):
    call_command("easycars_sync", "stock", site="localhost", json=True)
    return json.loads(capsys.readouterr().out)


def test_the_system_checks_have_nothing_to_say():
    call_command("check", fail_level="WARNING")


def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True)


def test_configuring_creates_an_inventory_page_of_the_sites_own_type(easycars):
    assert EasyCarsSettings._meta.get_field("inventory_page").related_model is BasePage
    assert type(easycars.inventory_page.specific) is StockPage


def test_a_sync_publishes_every_vehicle_on_the_sites_own_page_type(sandbox, easycars, capsys):
    sandbox.set_stock("harbour", generate(12, seed=1))

    run = sync(capsys)

    assert (run["status"], run["created"], run["pages_created"]) == ("success", 12, 12)
    assert StockVehiclePage.objects.live().child_of(easycars.inventory_page).count() == 12
    assert all(type(vehicle.page) is StockVehiclePage for vehicle in Vehicle.objects.all())
    assert not any(BasePage.find_problems())


def test_a_second_sync_changes_nothing(sandbox, easycars, capsys):
    sandbox.set_stock("harbour", generate(12, seed=1))
    sync(capsys)

    run = sync(capsys)

    assert (run["status"], run["unchanged"], run["pages_created"]) == ("success", 12, 0)


def test_the_listing_and_each_vehicle_page_are_served(sandbox, easycars, capsys, client):
    sandbox.set_stock("harbour", generate(3, seed=1))
    sync(capsys)

    pages = [easycars.inventory_page, *StockVehiclePage.objects.all()]

    assert len(pages) == 4
    for page in pages:
        response = client.get(page.url, headers={"host": "localhost"})
        assert response.status_code == 200
        assert page.title in response.text


def test_pictures_are_of_the_sites_own_image_model():
    assert StoredImage._meta.get_field("image").related_model is Photo

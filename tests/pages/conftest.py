"""Fixtures: a stock made by hand, published as a sync would do it."""

from __future__ import annotations

from decimal import Decimal
from itertools import count

import pytest
from django.core.cache import cache
from django.db import transaction

from wagtail_easycars.models import Vehicle, VehicleImage
from wagtail_easycars.page_lookup import get_inventory_page_model, get_vehicle_page_model
from wagtail_easycars.publishing.bulk import add_children


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture
def inventory_page(site):
    page = get_inventory_page_model()(title="Vehicles", slug="vehicles")
    return site.root_page.add_child(instance=page)


@pytest.fixture
def publish(site, inventory_page):
    """Create a vehicle with pictures and its page, and return it."""
    numbers = count(1)

    def publish_vehicle(*, pictures=(), on=None, **values):
        number = next(numbers)
        defaults = {
            "stock_number": f"A{number}",
            "make": "TOYOTA",
            "model": "COROLLA",
            "badge": "ASCENT",
            "year": 2021,
            "price": Decimal(20_000),
            "is_drive_away": True,
            "odometer": 50_000,
            "body": "5D HATCHBACK",
            "fuel_type": "Unleaded Petrol",
            "transmission": "6 SP AUTOMATIC",
            "vehicle_type": "A",
            "yard_name": "Five Dock",
        }
        vehicle = Vehicle.objects.create(site=site, **{**defaults, **values})
        VehicleImage.objects.bulk_create(
            VehicleImage(vehicle=vehicle, position=position, source_url=url)
            for position, url in enumerate(pictures)
        )
        with transaction.atomic():
            page = get_vehicle_page_model().for_vehicle(vehicle)
            add_children(on or inventory_page, [page])
        return vehicle

    return publish_vehicle


@pytest.fixture
def visit(client, site):
    """Get an address of the site; the answer has its HTML as ``html``."""

    def get(url, **data):
        response = client.get(url, data, headers={"host": site.hostname})
        response.html = " ".join(response.content.decode().split())
        return response

    return get


@pytest.fixture
def visit_vehicle(visit):
    def get(vehicle):
        return visit(vehicle.page.url)

    return get


@pytest.fixture
def search(visit):
    """Get the listing with a query string, such as ``make=["KIA"]``; has its ``listing``."""

    def get(**data):
        response = visit("/vehicles/", **data)
        if response.status_code == 200:
            response.listing = response.context["listing"]
            response.found = [card.vehicle.stock_number for card in response.listing.cards]
        return response

    return get

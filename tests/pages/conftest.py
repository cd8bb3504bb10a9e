"""Fixtures: a stock made by hand, published as a sync would do it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from itertools import count

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from wagtail.images import get_image_model

from wagtail_easycars.models import ImageSource, StoredImage, Vehicle, VehicleImage
from wagtail_easycars.page_lookup import get_inventory_page_model, get_vehicle_page_model
from wagtail_easycars.publishing.bulk import add_children


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture
def after(monkeypatch):
    """Let an amount of time pass: ``after(minutes=2)``, say, when a stock has settled."""

    def let_pass(**amount):
        now = timezone.now
        monkeypatch.setattr(timezone, "now", lambda: now() + timedelta(**amount))

    return let_pass


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


def _store_in_wagtail(number, width, height):
    image = get_image_model().objects.create(
        title="Car", file=f"original_images/{number}.jpg", width=width, height=height, file_size=9
    )
    return {"storage": "wagtail", "image": image}


def _store_in_cloudinary(number, width, height):
    return {"storage": "cloudinary:harbour", "reference": f"easycars/{number}", "version": "17"}


STORAGES = {"Wagtail": _store_in_wagtail, "Cloudinary": _store_in_cloudinary}


@pytest.fixture(params=STORAGES)
def store(request):
    """Store the pictures of a vehicle, in either storage; they are as large as is said."""
    numbers = count(1)

    def store_pictures(vehicle, *, width=1600, height=1200):
        images = list(vehicle.images.all())
        for image in images:
            number = next(numbers)
            stored = StoredImage.objects.create(
                content_hash=f"{number}",
                width=width,
                height=height,
                file_size=9,
                **STORAGES[request.param](number, width, height),
            )
            image.stored_image = stored
            image.source = ImageSource.objects.create(url_hash=f"{number}", stored_image=stored)
        VehicleImage.objects.bulk_update(images, ["stored_image", "source"])
        return vehicle

    return store_pictures

"""A run stores a feed's pictures in the cloud, and the pages show them from there."""

import re

import pytest

from wagtail_easycars.images.sync import sync_images
from wagtail_easycars.models import StoredImage, SyncRun, VehicleImage
from wagtail_easycars.runs.lifecycle import create_run
from wagtail_easycars.sandbox.catalogue import generate


@pytest.fixture
def cloud_site(sandbox, easycars, cloudinary):
    """The site of the sandbox's dealer, with two cars and the cloud for their pictures."""
    for name, value in cloudinary.as_settings().items():
        setattr(easycars, name, value)
    easycars.save()
    sandbox.set_stock("harbour", generate(2, seed=1))
    return easycars.site


@pytest.fixture
def store(cloud_site, django_capture_on_commit_callbacks):
    def run_images():
        run = create_run(cloud_site, SyncRun.Kind.IMAGES, trigger=SyncRun.Trigger.COMMAND)
        with django_capture_on_commit_callbacks(execute=True):
            sync_images(run)
        run.refresh_from_db()
        return run

    return run_images


@pytest.mark.slow
def test_every_place_of_the_galleries_shows_a_picture_of_the_cloud(
    cloud_site, sync, store, cloudinary
):
    sync()

    run = store()

    places = VehicleImage.objects.select_related("stored_image")
    assert (run.status, run.error) == ("success", "")
    assert places.exists()
    assert {place.stored_image.reference for place in places} == set(cloudinary.assets)
    assert run.created == StoredImage.objects.count() == len(cloudinary.assets)


@pytest.mark.slow
def test_the_page_of_a_car_loads_its_pictures_from_the_cloud(
    cloud_site, sync, store, cloudinary, client
):
    sync()
    store()
    vehicle = VehicleImage.objects.first().vehicle

    html = client.get(vehicle.page.url, headers={"host": cloud_site.hostname}).text

    pattern = rf"{cloudinary.url}/sandbox/image/upload/c_limit,[\w,]+/v\d+/([\w/]+)"
    shown = set(re.findall(pattern, html))
    own = set(vehicle.images.values_list("stored_image__reference", flat=True))
    assert own
    assert shown >= own
    assert not any(url in html for url in vehicle.images.values_list("source_url", flat=True))


@pytest.mark.slow
def test_cars_that_leave_the_feed_for_good_take_their_pictures_along(
    cloud_site, sync, store, cloudinary
):
    sync()
    store()
    VehicleImage.objects.all().delete()

    run = store()

    assert run.status == "success"
    assert cloudinary.assets == {}
    assert not StoredImage.objects.exists()

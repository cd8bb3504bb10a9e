"""A site's pictures follow it from one storage to another."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.images import get_image_model

from tests.conftest import make_site
from wagtail_easycars.images.addresses import hash_address
from wagtail_easycars.images.move import move_images
from wagtail_easycars.images.storage.wagtail import WagtailImageStorage
from wagtail_easycars.models import (
    EasyCarsSettings,
    ImageSource,
    StoredImage,
    SyncChange,
    SyncLease,
    SyncRun,
    SyncSchedule,
    Vehicle,
    VehicleImage,
)
from wagtail_easycars.runs.lifecycle import new_run

from .conftest import ACCOUNT, show

Image = get_image_model()


@pytest.fixture
def move(django_capture_on_commit_callbacks):
    """Move a site's pictures and return the run."""

    def run_move(settings) -> SyncRun:
        run = new_run(
            settings.site,
            SyncRun.Kind.IMAGES,
            trigger=SyncRun.Trigger.COMMAND,
            is_exchange=False,
        )
        with django_capture_on_commit_callbacks(execute=True):
            move_images(run)
        run.refresh_from_db()
        return run

    return run_move


def shown(vehicle):
    """What the gallery shows: where, and which content."""
    places = vehicle.images.select_related("stored_image").order_by("position")
    return [(place.stored_image.storage, place.stored_image.content_hash) for place in places]


def test_pictures_go_to_the_cloud_and_leave_nothing_behind(
    to_cloud, move, vehicle, cloudinary, media
):
    before = shown(vehicle)

    run = move(to_cloud)

    assert (run.status, run.error) == ("success", "")
    assert (run.total, run.done, run.created, run.withdrawn) == (3, 3, 3, 3)
    assert shown(vehicle) == [("cloudinary:sandbox", content) for _old, content in before]
    assert len(cloudinary.assets) == 3
    assert not Image.objects.exists()
    assert list(media.glob("*")) == []


def test_what_is_known_of_the_addresses_moves_along(to_cloud, move):
    move(to_cloud)

    sources = ImageSource.objects.order_by("url")
    assert [source.storage for source in sources] == ["cloudinary:sandbox"] * 3
    assert [source.etag for source in sources] == ['"0"', '"1"', '"2"']
    assert all(place.source.stored_image == place.stored_image for place in places())


def places():
    return VehicleImage.objects.select_related("source__stored_image", "stored_image")


def test_pictures_come_back_to_wagtail(to_cloud, move, vehicle, cloudinary):
    before = shown(vehicle)
    move(to_cloud)
    to_cloud.image_storage = "wagtail"
    to_cloud.save()

    run = move(to_cloud)

    assert run.status == "success"
    assert shown(vehicle) == before
    assert cloudinary.assets == {}
    assert Image.objects.get(pk=places().first().stored_image.image_id).title == vehicle.title


def test_a_second_move_does_nothing(to_cloud, move, cloudinary):
    move(to_cloud)
    calls = len(cloudinary.calls)

    run = move(to_cloud)

    assert (run.status, run.total, run.created, run.withdrawn) == ("success", 0, 0, 0)
    assert len(cloudinary.calls) == calls


def test_a_move_says_nothing_about_how_synchronising_is_doing(to_cloud, move):
    failing = SyncSchedule.objects.create(site=to_cloud.site, kind="images", failures=3)
    move(to_cloud)
    failing.refresh_from_db()
    assert failing.failures == 3


def test_one_picture_that_cannot_be_read_does_not_stop_the_rest(to_cloud, move, vehicle, gallery):
    lost = gallery[1].stored_image
    lost.image.file.storage.delete(lost.image.file.name)

    run = move(to_cloud)

    assert run.status == "warning"
    assert (run.created, run.failed) == (2, 1)
    assert "1 picture could not be moved" in run.error
    assert [storage for storage, _content in shown(vehicle)] == [
        "cloudinary:sandbox",
        "wagtail",
        "cloudinary:sandbox",
    ]
    change = SyncChange.objects.get(run=run, action=SyncChange.Action.FAILED)
    assert (change.vehicle, change.error) == (vehicle, "The file of the picture cannot be read.")


def test_one_picture_that_is_refused_does_not_stop_the_rest(to_cloud, move, cloudinary):
    cloudinary.fail("refusal")

    run = move(to_cloud)

    assert (run.status, run.created, run.failed) == ("warning", 2, 1)


def test_a_storage_that_takes_nothing_ends_the_run_and_another_goes_on(
    to_cloud, move, vehicle, cloudinary
):
    cloudinary.fail("credentials", times=3)
    before = shown(vehicle)

    run = move(to_cloud)

    assert run.status == "failed"
    assert "refuses the credentials" in run.error
    assert shown(vehicle) == before
    assert move(to_cloud).created == 3


def test_what_was_moved_before_a_storage_gave_up_is_kept(to_cloud, move, vehicle, cloudinary):
    cloudinary.fail("rate_limit")

    run = move(to_cloud)

    assert (run.status, run.created) == ("failed", 2)
    assert len(StoredImage.objects.filter(storage="cloudinary:sandbox")) == 2
    assert move(to_cloud).created == 1


def test_a_killed_move_goes_on_where_it_was(to_cloud, move, vehicle, monkeypatch):
    """Killed between showing the new pictures and deleting the old ones."""

    def die(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr(WagtailImageStorage, "is_used_elsewhere", die)
    with pytest.raises(KeyboardInterrupt):
        move(to_cloud)
    monkeypatch.undo()

    run = move(to_cloud)

    assert (run.status, run.total, run.withdrawn) == ("success", 0, 3)
    assert {storage for storage, _content in shown(vehicle)} == {"cloudinary:sandbox"}
    assert not Image.objects.exists()


def test_pictures_that_a_page_uses_stay_in_wagtail_too(to_cloud, move, vehicle, monkeypatch):
    monkeypatch.setattr(WagtailImageStorage, "is_used_elsewhere", lambda self, stored: True)

    run = move(to_cloud)

    assert (run.created, run.withdrawn) == (3, 0)
    assert Image.objects.count() == 3


@pytest.fixture
def twin(gallery):
    """A second site of the same account, with the first picture in a gallery of its own."""
    settings = EasyCarsSettings.objects.create(
        site=make_site("twin.example"), account_number=ACCOUNT
    )
    vehicle = Vehicle.objects.create(site=settings.site, stock_number="A1", make="TOYOTA")
    show(gallery[0].stored_image, vehicle)
    return settings


def test_another_site_of_the_account_keeps_what_it_shows(twin, to_cloud, move, vehicle):
    run = move(to_cloud)

    assert (run.created, run.withdrawn) == (3, 2)
    assert {storage for storage, _content in shown(vehicle)} == {"cloudinary:sandbox"}
    assert [storage for storage, _content in shown(Vehicle.objects.get(site=twin.site))] == [
        "wagtail"
    ]
    assert Image.objects.count() == 1


def test_what_another_site_has_moved_is_not_uploaded_again(twin, to_cloud, move, cloudinary):
    move(to_cloud)
    for name, value in cloudinary.as_settings().items():
        setattr(twin, name, value)
    twin.save()
    uploads = len(cloudinary.calls)

    run = move(twin)

    assert (run.status, run.created, run.updated, run.withdrawn) == ("success", 0, 1, 1)
    assert len(cloudinary.calls) == uploads
    assert not Image.objects.exists()


@pytest.fixture
def half_deleted(gallery, to_cloud):
    """The row of a picture in the cloud that a run had begun to delete."""
    return StoredImage.objects.create(
        account=ACCOUNT,
        storage="cloudinary:sandbox",
        content_hash=gallery[0].stored_image.content_hash,
        reference="easycars/gone",
        width=1,
        height=1,
        file_size=1,
    )


def test_what_a_run_left_half_deleted_in_the_new_storage_is_moved_there_anew(
    half_deleted, to_cloud, move, vehicle, cloudinary
):
    assert move(to_cloud).status == "success"
    half_deleted.refresh_from_db()
    assert half_deleted.reference != "easycars/gone"
    assert {storage for storage, _content in shown(vehicle)} == {"cloudinary:sandbox"}


def test_what_another_run_may_be_deleting_in_the_new_storage_is_not_relied_upon(
    half_deleted, to_cloud, move, vehicle, twin
):
    SyncLease.objects.create(
        site=twin.site,
        kind="images",
        holder="elsewhere/1:x",
        expires_at=timezone.now() + timedelta(minutes=1),
    )
    run = move(to_cloud)
    assert (run.status, run.created, run.failed) == ("warning", 2, 1)
    assert [storage for storage, _content in shown(vehicle)].count("wagtail") == 1
    assert not half_deleted.vehicle_images.exists()


def test_places_that_a_run_has_linked_to_the_new_storage_already_are_filled(
    to_cloud, move, vehicle
):
    for place in vehicle.images.all():
        place.source = ImageSource.objects.create(
            account=ACCOUNT,
            storage="cloudinary:sandbox",
            url=place.source_url,
            url_hash=hash_address(place.source_url),
            attempts=2,
            last_error="not there",
        )
        place.save()

    move(to_cloud)

    assert all(place.source.stored_image == place.stored_image for place in places())
    assert not ImageSource.objects.exclude(attempts=0, last_error="").exists()

"""Pictures as images of the site's own image model, which requires an alt text."""

import pytest
from django.core.checks import run_checks

from tests.images.storage.conftest import make_picture
from tests.swapped.photos.models import Photo
from wagtail_easycars.images.errors import StorageUnusable
from wagtail_easycars.images.recording import record_upload
from wagtail_easycars.images.storage.choose import get_storage
from wagtail_easycars.images.storage.wagtail import WagtailImageStorage
from wagtail_easycars.models import Vehicle


class NumberedPhotoStorage(WagtailImageStorage):
    def get_image_values(self, stored, vehicle):
        values = super().get_image_values(stored, vehicle)
        return {**values, "alt_text": f"{vehicle.stock_number}-{stored.content_hash[:4]}"}


class ForgetfulPhotoStorage(WagtailImageStorage):
    def get_image_values(self, stored, vehicle):
        return {"title": vehicle.title}


@pytest.fixture
def keep(easycars, settings, tmp_path):
    """Store a picture of a car as a run does, and return its photo."""
    settings.MEDIA_ROOT = tmp_path
    vehicle = Vehicle.objects.create(
        site=easycars.site, stock_number="A1", make="TOYOTA", model="COROLLA", colour="WHITE"
    )

    def keep_picture(picture):
        storage = get_storage(easycars)
        upload = storage.upload(picture)
        stored, _is_new = record_upload(storage, easycars.account_number, picture, upload, vehicle)
        return stored.image

    return keep_picture


@pytest.fixture
def choose(settings):
    def set_storage(storage):
        settings.WAGTAIL_EASYCARS = {
            **settings.WAGTAIL_EASYCARS,
            "IMAGE_STORAGE": f"{__name__}.{storage.__name__}",
        }

    return set_storage


@pytest.fixture
def listed_alt_text(monkeypatch):
    """As if an alt text had to be one of a list, so that the car's is no value for it."""
    monkeypatch.setattr(Photo._meta.get_field("alt_text"), "choices", [("car", "A car")])


def warnings():
    return [each.msg for each in run_checks() if each.id == "wagtail_easycars.W010"]


def test_required_texts_are_filled_with_the_alt_text(keep):
    picture = make_picture()

    photo = keep(picture)

    assert type(photo) is Photo
    assert photo.alt_text == "TOYOTA COROLLA in WHITE"
    assert photo.file.read() == picture.content
    assert warnings() == []


def test_what_text_cannot_fill_is_said_before_anything_is_downloaded(keep, listed_alt_text):
    with pytest.raises(StorageUnusable, match=r"photos\.Photo requires alt_text"):
        keep(make_picture())


def test_what_text_cannot_fill_is_warned_of_when_the_site_starts(listed_alt_text):
    [message] = warnings()

    assert "photos.Photo requires alt_text" in message
    assert "get_image_values()" in message


def test_a_class_of_the_sites_own_gives_the_values(keep, choose, listed_alt_text):
    choose(NumberedPhotoStorage)
    picture = make_picture()

    assert keep(picture).alt_text == f"A1-{picture.content_hash[:4]}"
    assert warnings() == []


def test_a_site_that_has_chosen_wagtail_gets_that_class_too(
    keep, choose, easycars, listed_alt_text
):
    choose(NumberedPhotoStorage)
    easycars.image_storage = "wagtail"

    assert keep(make_picture()).alt_text.startswith("A1-")


def test_a_class_that_forgets_a_value_is_named(keep, choose):
    choose(ForgetfulPhotoStorage)

    with pytest.raises(StorageUnusable, match="ForgetfulPhotoStorage gives no value for alt_text"):
        keep(make_picture())
    assert not Photo.objects.exists()

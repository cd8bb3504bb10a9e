from __future__ import annotations

import hashlib
import io
import socket

import pytest
from django.core.cache import cache
from PIL import Image as PillowImage

from wagtail_easycars.images.addresses import hash_address
from wagtail_easycars.images.picture_file import PictureFile
from wagtail_easycars.images.storage.choose import get_storage
from wagtail_easycars.models import EasyCarsSettings, ImageSource, StoredImage, Vehicle
from wagtail_easycars.sandbox.cloudinary import CloudinarySandbox

ACCOUNT = "EC900001"
COLOURS = ("red", "green", "blue")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """Where the image model keeps its files, empty, and no rendition in the cache."""
    cache.clear()
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT / "original_images"


def make_picture(colour="red", size=(800, 600), extension="jpg") -> PictureFile:
    body = io.BytesIO()
    PillowImage.new("RGB", size, colour).save(body, {"jpg": "jpeg"}.get(extension, extension))
    content = body.getvalue()
    return PictureFile(content, hashlib.sha256(content).hexdigest(), extension, *size)


@pytest.fixture
def picture():
    return make_picture()


@pytest.fixture
def dealer(site) -> EasyCarsSettings:
    return EasyCarsSettings.objects.create(site=site, account_number=ACCOUNT)


@pytest.fixture
def vehicle(site) -> Vehicle:
    return Vehicle.objects.create(
        site=site,
        stock_number="A1",
        year=2021,
        make="TOYOTA",
        model="COROLLA",
        badge="ASCENT",
        colour="WHITE",
    )


@pytest.fixture
def keep(dealer, vehicle):
    """Upload and record a picture as a run does, and return its ``StoredImage``."""

    def keep_picture(picture, settings=dealer, vehicle=vehicle) -> StoredImage:
        storage = get_storage(settings)
        upload = storage.upload(picture)
        stored = StoredImage(
            account=settings.account_number,
            storage=storage.location,
            content_hash=picture.content_hash,
            width=picture.width,
            height=picture.height,
            file_size=len(picture.content),
        )
        storage.record(stored, upload, vehicle)
        stored.save()
        return stored

    return keep_picture


@pytest.fixture(scope="session")
def cloudinary_server():
    with CloudinarySandbox() as cloudinary:
        yield cloudinary


@pytest.fixture
def cloudinary(cloudinary_server, settings):
    """An empty cloud without faults, which pictures may be downloaded from."""
    cloudinary_server.clear()
    settings.WAGTAIL_EASYCARS = {
        **settings.WAGTAIL_EASYCARS,
        **cloudinary_server.as_app_settings(),
    }
    return cloudinary_server


@pytest.fixture
def cloud_dealer(dealer, cloudinary) -> EasyCarsSettings:
    """The dealer, whose pictures go to the cloud."""
    for name, value in cloudinary.as_settings().items():
        setattr(dealer, name, value)
    dealer.save()
    return dealer


@pytest.fixture
def unused_port():
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    return port


@pytest.fixture
def gallery(keep, vehicle):
    """Three pictures that Wagtail keeps, in the gallery of the vehicle."""
    return [show(keep(make_picture(colour)), vehicle, n) for n, colour in enumerate(COLOURS)]


def show(stored, vehicle, position=0):
    url = f"https://pictures.example/{position}.jpg"
    source, _created = ImageSource.objects.get_or_create(
        account=stored.account,
        storage=stored.storage,
        url_hash=hash_address(url),
        defaults={"url": url, "etag": f'"{position}"', "stored_image": stored},
    )
    return vehicle.images.create(
        position=position, source_url=url, source=source, stored_image=stored
    )


@pytest.fixture
def to_cloud(gallery, cloud_dealer):
    """The dealer, who has chosen the cloud after those pictures were stored."""
    return cloud_dealer

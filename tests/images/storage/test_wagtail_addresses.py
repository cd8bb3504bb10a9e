"""The addresses under which a browser loads pictures that Wagtail keeps."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.images.utils import generate_signature

from wagtail_easycars.images.storage.choose import get_storage_at
from wagtail_easycars.models import StoredImage

from .conftest import make_picture


@pytest.fixture
def storage(db):
    return get_storage_at("wagtail")


def test_a_rendition_that_does_not_exist_is_made_when_first_asked_for(
    storage, keep, picture, client, site
):
    stored = keep(picture)
    address = storage.get_url(stored, 320)
    assert not stored.image.renditions.exists()

    response = client.get(address, headers={"host": site.hostname})

    rendition = stored.image.renditions.get()
    assert response.status_code == 302
    assert response["Location"] == rendition.url
    assert (rendition.width, rendition.file.name.rpartition(".")[2]) == (320, "webp")


def test_a_rendition_that_exists_is_addressed_itself(storage, keep, picture):
    stored = keep(picture)
    rendition = stored.image.get_rendition("width-320|format-webp")

    assert storage.get_url(stored, 320) == rendition.url


def test_a_picture_is_never_wider_than_it_is(storage, keep, picture):
    stored = keep(picture)
    whole = stored.image.get_rendition("width-800|format-webp")

    assert storage.get_url(stored, 1920) == storage.get_url(stored, 800) == whole.url


def test_another_filter_cannot_be_had_by_changing_the_address(storage, keep, picture, client, site):
    stored = keep(picture)
    forged = storage.get_url(stored, 320).replace("width-320", "width-700")

    response = client.get(forged, headers={"host": site.hostname})

    assert response.status_code == 403
    assert not stored.image.renditions.exists()


def test_the_address_of_an_image_that_is_gone_is_not_found(storage, keep, picture, client, site):
    stored = keep(picture)
    address = storage.get_url(stored, 320)
    stored.image.delete()

    assert client.get(address, headers={"host": site.hostname}).status_code == 404


def test_the_signature_is_wagtails_own(storage, keep, picture):
    stored = keep(picture)

    signature = generate_signature(stored.image.pk, "width-320|format-webp")

    assert f"/{signature}/" in storage.get_url(stored, 320)


@pytest.mark.parametrize("count", [1, 6])
def test_after_prefetching_no_address_takes_a_query(storage, keep, count):
    for shade in range(count):
        stored = keep(make_picture((40 * shade, 0, 0)))
        stored.image.get_rendition("width-320|format-webp")
        stored.image.get_rendition("max-165x165")
    pictures = list(StoredImage.objects.all())

    with CaptureQueriesContext(
        connection,
    ) as prefetching:
        storage.prefetch(pictures)
    with CaptureQueriesContext(connection) as showing:
        addresses = [storage.get_url(stored, width) for stored in pictures for width in (320, 640)]

    assert len(prefetching) == 2
    assert len(showing) == 0
    assert len(set(addresses)) == 2 * count
    assert sum("/pictures/" in address for address in addresses) == count


def test_nothing_to_prefetch_takes_no_query(storage):
    with CaptureQueriesContext(connection) as queries:
        storage.prefetch([])

    assert len(queries) == 0

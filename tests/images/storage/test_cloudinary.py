"""Pictures at Cloudinary, by its real SDK against a stand-in that checks the signature."""

import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from tests.client.leaks import RecordingHandler, everything_about, found_in
from wagtail_easycars.images.errors import PictureNotStored, StorageUnusable
from wagtail_easycars.images.storage import cloudinary_account
from wagtail_easycars.images.storage.choose import get_storage, get_storage_at
from wagtail_easycars.models import StoredImage

from .conftest import make_picture

RATE_LIMIT_ENDS = "2027-03-03 05:00:00 UTC"


@pytest.fixture
def storage(cloud_dealer):
    return get_storage(cloud_dealer)


def test_a_picture_is_uploaded_under_a_name_made_of_its_content(storage, cloudinary, picture):
    upload = storage.upload(picture)

    asset = cloudinary.assets[upload.reference]
    assert upload.reference == f"easycars/EC900001/{picture.content_hash}"
    assert asset.content == picture.content
    assert upload.version == str(asset.version)


def test_the_upload_is_signed_by_sha256_and_replaces_what_is_there(storage, cloudinary, picture):
    storage.upload(picture)

    (call,) = cloudinary.calls[-1:]
    assert (call.action, call.status) == ("upload", 200)
    assert len(call.values["signature"]) == 64
    assert call.values["overwrite"] == call.values["invalidate"] == "1"
    assert call.values.get("unique_filename", "0") == "0"


def test_the_same_picture_is_one_asset_however_often_it_is_uploaded(storage, cloudinary, picture):
    for _ in range(3):
        storage.upload(picture)

    assert len(cloudinary.assets) == 1


def test_an_installation_may_have_a_folder_of_its_own(storage, cloudinary, picture, settings):
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "CLOUDINARY_FOLDER": "staging"}

    assert storage.upload(picture).reference.startswith("staging/")


def test_an_account_number_that_is_no_name_of_a_folder_is_hashed(cloud_dealer, cloudinary, picture):
    cloud_dealer.account_number = "EC/1?&"

    (_folder, account, _hash) = get_storage(cloud_dealer).upload(picture).reference.split("/")

    assert account.isalnum()


def test_what_the_storage_finds_the_picture_by_is_recorded(cloud_dealer, keep, picture, cloudinary):
    stored = keep(picture)

    assert stored.storage == "cloudinary:sandbox"
    assert stored.reference in cloudinary.assets
    assert stored.image is None


def test_the_address_is_public_and_has_format_quality_width_and_version(
    cloud_dealer, keep, picture, settings
):
    stored = keep(picture)
    del settings.WAGTAIL_EASYCARS["CLOUDINARY_DELIVERY_URL"]
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS}

    assert get_storage_at(stored.storage).get_url(stored, 640) == (
        "https://res.cloudinary.com/sandbox/image/upload/c_limit,f_auto,q_auto,w_640/"
        f"v{stored.version}/easycars/EC900001/{picture.content_hash}"
    )


def test_the_address_gives_the_picture_at_its_width(cloud_dealer, keep, picture, cloudinary):
    stored = keep(picture)
    address = get_storage_at(stored.storage).get_url(stored, 320)

    response = requests.get(address, headers={"Accept": "image/webp,*/*"}, timeout=5)

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/webp"


def test_a_picture_is_never_wider_than_it_is(cloud_dealer, keep, picture):
    stored = keep(picture)
    storage = get_storage_at(stored.storage)

    assert storage.get_url(stored, 1920) == storage.get_url(stored, 800)


def test_showing_asks_neither_network_nor_database(
    cloud_dealer, keep, picture, cloudinary, django_assert_num_queries
):
    stored = keep(picture)
    calls = len(cloudinary.calls)

    with django_assert_num_queries(0):
        storage = get_storage_at(stored.storage)
        storage.prefetch([stored])
        storage.get_url(stored, 640)

    assert len(cloudinary.calls) == calls


def test_the_processs_own_cloudinary_settings_change_nothing(
    cloud_dealer, keep, picture, monkeypatch
):
    import cloudinary as sdk

    stored = keep(picture)
    before = get_storage_at(stored.storage).get_url(stored, 640)
    own = {
        "cloud_name": "other",
        "api_key": "1",
        "api_secret": "other",
        "sign_url": True,
        "private_cdn": True,
        "cdn_subdomain": True,
        "shorten": True,
        "oauth_token": "token",
        "upload_preset": "other",
        "secure_distribution": "images.example",
    }
    for name, value in own.items():
        monkeypatch.setattr(sdk.config(), name, value, raising=False)

    assert get_storage_at(stored.storage).get_url(stored, 640) == before
    assert get_storage(cloud_dealer).upload(picture).reference == stored.reference


def test_a_picture_is_read_as_it_was_kept(cloud_dealer, keep, picture):
    stored = keep(picture)

    assert get_storage_at(stored.storage).read(stored) == picture.content


def test_a_picture_that_is_gone_cannot_be_read(cloud_dealer, keep, picture, cloudinary):
    stored = keep(picture)
    cloudinary.clear()

    with pytest.raises(PictureNotStored, match="404"):
        get_storage_at(stored.storage).read(stored)


def test_deleting_removes_the_asset_and_its_copies_but_not_the_row(
    cloud_dealer, keep, picture, cloudinary
):
    stored = keep(picture)

    get_storage_at(stored.storage).delete(stored)

    assert cloudinary.assets == {}
    assert cloudinary.calls[-1].values["invalidate"] == "1"
    assert StoredImage.objects.filter(pk=stored.pk).exists()


def test_deleting_what_is_gone_already_does_nothing(cloud_dealer, keep, picture, cloudinary):
    stored = keep(picture)
    cloudinary.clear()

    get_storage_at(stored.storage).delete(stored)


@pytest.mark.parametrize(
    ("fault", "error", "message"),
    [
        ("credentials", StorageUnusable, "refuses the credentials of the cloud “sandbox”"),
        ("rate_limit", StorageUnusable, f"Try again after {RATE_LIMIT_ENDS}"),
        ("refusal", PictureNotStored, "File size too large"),
        ("error", PictureNotStored, "500"),
        ("no_json", PictureNotStored, "cannot be read"),
    ],
)
class TestFailures:
    def test_each_says_what_it_means(self, storage, cloudinary, fault, error, message):
        cloudinary.fail(fault)

        with pytest.raises(error, match=message):
            storage.upload(make_picture())

    def test_none_shows_the_secret(self, storage, cloudinary, fault, error, message):
        cloudinary.fail(fault)
        handler = RecordingHandler()
        logging.getLogger().addHandler(handler)
        logging.getLogger().setLevel(logging.DEBUG)

        try:
            with pytest.raises(error) as raised:
                storage.upload(make_picture())
        finally:
            logging.getLogger().setLevel(logging.WARNING)
            logging.getLogger().removeHandler(handler)

        secret = [cloudinary.credentials.api_secret]
        assert raised.value.__cause__ is raised.value.__context__ is None
        assert not any(found_in(text, secret) for text in everything_about(raised.value))
        assert found_in(handler.lines.getvalue(), secret) == set()
        assert "/v1_1/sandbox/image/upload" in handler.lines.getvalue()


def test_a_failed_upload_is_not_repeated_by_itself(storage, cloudinary, picture):
    before = len(cloudinary.calls)
    cloudinary.fail("error")

    with pytest.raises(PictureNotStored):
        storage.upload(picture)

    assert len(cloudinary.calls) == before + 1


def test_a_call_without_answer_ends_in_time(storage, cloudinary, picture, monkeypatch):
    monkeypatch.setattr(cloudinary_account, "READ_TIMEOUT", 0.1)
    cloudinary.fail("hang")

    with pytest.raises(PictureNotStored, match="no answer"):
        storage.upload(picture)
    cloudinary.heal()


def test_a_cloudinary_that_cannot_be_reached_takes_no_picture_at_all(
    storage, picture, settings, unused_port
):
    settings.WAGTAIL_EASYCARS = {
        **settings.WAGTAIL_EASYCARS,
        "CLOUDINARY_API_URL": f"http://127.0.0.1:{unused_port}",
    }

    with pytest.raises(StorageUnusable, match="cannot be reached"):
        storage.upload(picture)


@pytest.mark.parametrize("field", ["cloudinary_api_key", "cloudinary_api_secret"])
def test_wrong_credentials_are_refused_by_the_signature(cloud_dealer, picture, field):
    setattr(cloud_dealer, field, "wrong")

    with pytest.raises(StorageUnusable, match="Check its name, the API key and the API secret"):
        get_storage(cloud_dealer).upload(picture)


@pytest.mark.parametrize(
    "field", ["cloudinary_cloud_name", "cloudinary_api_key", "cloudinary_api_secret"]
)
def test_without_its_credentials_no_picture_is_downloaded(cloud_dealer, field):
    setattr(cloud_dealer, field, "")

    with pytest.raises(StorageUnusable, match="is missing in the EasyCars settings"):
        get_storage(cloud_dealer)


@pytest.fixture
def no_package(monkeypatch):
    def not_installed(name):
        raise ImportError(name)

    monkeypatch.setattr(cloudinary_account, "import_module", not_installed)


def test_without_its_package_pages_learn_in_time_that_there_is_no_address(no_package):
    with pytest.raises(StorageUnusable):
        get_storage_at("cloudinary:sandbox").prefetch([])


def test_without_its_package_the_way_to_install_it_is_said(cloud_dealer, no_package):
    with pytest.raises(StorageUnusable, match=r"pip install wagtail-easycars\[cloudinary\]"):
        get_storage(cloud_dealer)


def test_many_threads_may_upload_at_once(storage, cloudinary, caplog):
    pictures = [make_picture((15 * shade, 0, 0)) for shade in range(16)]

    with ThreadPoolExecutor(8) as pool:
        references = {upload.reference for upload in pool.map(storage.upload, pictures)}

    assert references == set(cloudinary.assets)
    assert caplog.text == ""

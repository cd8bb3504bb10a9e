"""A doubtful set-up is warned of when the site starts."""

from __future__ import annotations

import pytest

from wagtail_easycars.checks import check_settings
from wagtail_easycars.images.storage import cloudinary_account
from wagtail_easycars.images.storage.checks import check_image_storage


@pytest.fixture
def set_up(settings):
    def change(**values):
        settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, **values}
        return [(warning.id, warning.msg) for warning in run_checks()]

    return change


def run_checks():
    return [*check_settings(), *check_image_storage()]


def test_a_sound_set_up_is_not_warned_of(set_up):
    assert set_up() == []


def test_a_misspelt_key_is_named_with_what_was_meant(set_up):
    [(id_, message)] = set_up(LEASE_SECOND=5)
    assert id_ == "wagtail_easycars.W001"
    assert "LEASE_SECOND" in message
    assert "Did you mean 'LEASE_SECONDS'?" in message


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"ENCRYPTION_KEYS": []}, "W002"),
        ({"MAPPER": "nowhere.Mapper"}, "W003"),
        ({"VEHICLE_PAGE_MODEL": "nowhere.Page"}, "W004"),
        ({"INVENTORY_PAGE_MODEL": "no label"}, "W004"),
        ({"IMAGE_HOSTS": "pictures.example"}, "W005"),
        ({"IMAGE_HOSTS": ["http://pictures.example/"]}, "W005"),
        ({"IMAGE_HOSTS": ["pictures.example/photos"]}, "W005"),
        ({"IMAGE_HOSTS": ["pictures.example:port"]}, "W005"),
        ({"IMAGE_HOSTS": [""]}, "W005"),
        ({"IMAGE_STORAGE": "dropbox"}, "W010"),
        ({"IMAGE_STORAGE": "nowhere.Storage"}, "W010"),
        ({"IMAGE_STORAGE": "wagtail_easycars.models.Vehicle"}, "W010"),
    ],
)
def test_what_cannot_work_is_warned_of(set_up, values, expected):
    assert [id_ for id_, _message in set_up(**values)] == [f"wagtail_easycars.{expected}"]


def test_a_storage_that_lacks_its_package_is_warned_of(set_up, monkeypatch):
    def not_installed(name):
        raise ImportError(name)

    monkeypatch.setattr(cloudinary_account, "import_module", not_installed)

    [(id_, message)] = set_up(IMAGE_STORAGE="cloudinary")
    assert id_ == "wagtail_easycars.W010"
    assert "pip install wagtail-easycars[cloudinary]" in message

"""A doubtful set-up is warned of when the site starts."""

from __future__ import annotations

import pytest

from wagtail_easycars.checks import check_settings


@pytest.fixture
def set_up(settings):
    def change(**values):
        settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, **values}
        return [(warning.id, warning.msg) for warning in check_settings()]

    return change


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
    ],
)
def test_what_cannot_work_is_warned_of(set_up, values, expected):
    assert [id_ for id_, _message in set_up(**values)] == [f"wagtail_easycars.{expected}"]

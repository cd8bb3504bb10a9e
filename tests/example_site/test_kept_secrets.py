"""The demo's own keys and passwords: made once, whole or not at all."""

import os
import runpy
import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

MODULE = Path(__file__).parents[2] / "example_site" / "config" / "kept_secrets.py"


@pytest.fixture
def read_or_create():
    return runpy.run_path(str(MODULE))["read_or_create"]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "key"


def test_it_is_made_once_for_its_owner_alone(read_or_create, path):
    assert read_or_create(path, lambda: "first") == "first"
    assert read_or_create(path, lambda: "second") == "first"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert list(path.parent.iterdir()) == [path]


def test_a_failure_while_it_is_written_leaves_nothing_behind(read_or_create, path, monkeypatch):
    def fail(descriptor):
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="no space"):
        read_or_create(path, lambda: "first")
    monkeypatch.undo()

    assert list(path.parent.iterdir()) == []
    assert read_or_create(path, lambda: "second") == "second"


def test_of_two_processes_that_make_it_both_get_the_one_that_was_first(read_or_create, path):
    def make_slowly():
        read_or_create(path, lambda: "of the faster one")
        return "of the slower one"

    assert read_or_create(path, make_slowly) == "of the faster one"
    assert list(path.parent.iterdir()) == [path]


def test_an_empty_file_is_named_with_what_to_do(read_or_create, path):
    path.parent.mkdir()
    path.write_text("\n")

    with pytest.raises(ImproperlyConfigured, match=r"key is empty\. Delete it"):
        read_or_create(path, lambda: "new")

"""The files of pictures that Wagtail keeps."""

import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import connections

from tests.conftest import make_site
from wagtail_easycars.images.errors import PictureNotStored, StorageUnusable
from wagtail_easycars.images.storage.choose import get_storage, get_storage_at
from wagtail_easycars.models import EasyCarsSettings

from .conftest import make_picture
from .files import files_in

FOUR_THREADS = 4


def base_name(name):
    return name.rpartition("/")[2]


def test_uploading_asks_no_database_and_works_in_many_threads(dealer, media):
    storage = get_storage(dealer)
    pictures = [make_picture(colour) for colour in ("red", "green", "blue", "white")]

    def upload(picture):
        with connections["default"].execute_wrapper(refuse_queries):
            return storage.upload(picture).reference

    with ThreadPoolExecutor(FOUR_THREADS) as pool:
        names = list(pool.map(upload, pictures))

    assert sorted(base_name(name) for name in names) == files_in(media)
    assert len(names) == FOUR_THREADS


def refuse_queries(execute, sql, params, many, context):
    raise AssertionError(sql)


def test_the_same_picture_is_one_file_however_often_it_is_uploaded(dealer, picture, media):
    storage = get_storage(dealer)

    uploads = {storage.upload(picture).reference for _ in range(3)}

    assert [base_name(name) for name in uploads] == files_in(media)


def test_a_file_that_was_cut_off_when_its_run_was_killed_is_written_anew(dealer, picture, media):
    storage = get_storage(dealer)
    storage.upload(picture)
    (media / files_in(media)[0]).write_bytes(picture.content[:100])

    storage.upload(picture)

    assert [path.read_bytes() for path in media.glob("*")] == [picture.content]


def test_the_same_picture_of_another_account_is_a_file_of_its_own(keep, picture, dealer, media):
    keep(picture)
    other = EasyCarsSettings.objects.create(
        site=make_site("outback.example"), account_number="EC900002"
    )
    keep(picture, settings=other)

    assert len(files_in(media)) == 2


@pytest.mark.parametrize(
    ("number", "error"),
    [(28, StorageUnusable), (13, StorageUnusable), (5, PictureNotStored)],
    ids=["disk full", "no permission", "input/output error"],
)
def test_what_the_file_storage_does_not_take_is_said(dealer, picture, monkeypatch, number, error):
    def fail(self, name, content):
        raise OSError(number, os.strerror(number), "/secret/path")

    monkeypatch.setattr(FileSystemStorage, "_save", fail)

    with pytest.raises(error, match=os.strerror(number)) as raised:
        get_storage(dealer).upload(picture)
    assert "/secret/path" not in str(raised.value)


def test_what_a_strange_file_storage_raises_concerns_one_picture(dealer, picture, monkeypatch):
    class ClientError(Exception):
        """As boto3 and others have of their own."""

    def fail(self, name, content):
        raise ClientError

    monkeypatch.setattr(FileSystemStorage, "_save", fail)

    with pytest.raises(PictureNotStored, match="ClientError"):
        get_storage(dealer).upload(picture)


def make_older(folder, name, hours):
    moment = time.time() - hours * 3600
    os.utime(folder / name, (moment, moment))


def test_files_that_were_never_recorded_go_after_an_hour(dealer, keep, media):
    storage = get_storage(dealer)
    keep(make_picture("red"))
    storage.upload(make_picture("green"))
    old = base_name(storage.upload(make_picture("blue")).reference)
    (media / "holiday.jpg").write_bytes(b"somebody else's")
    for name in files_in(media):
        make_older(media, name, hours=2)
    young = base_name(storage.upload(make_picture("white")).reference)

    assert storage.delete_orphans() == 2

    left = files_in(media)
    assert old not in left
    assert young in left
    assert "holiday.jpg" in left
    assert len(left) == 3


def test_an_old_file_that_cannot_be_made_young_is_written_anew_beside_it(
    dealer, picture, media, monkeypatch
):
    storage = get_storage(dealer)
    old = base_name(storage.upload(picture).reference)
    make_older(media, old, hours=2)

    def refuse(*args):
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr(os, "utime", refuse)
        young = base_name(storage.upload(picture).reference)

    assert storage.delete_orphans() == 1
    assert files_in(media) == [young]
    assert (media / young).read_bytes() == picture.content


def test_a_site_without_any_file_has_no_orphans(dealer):
    assert get_storage(dealer).delete_orphans() == 0


def test_a_storage_that_only_shows_keeps_nothing(db, picture):
    with pytest.raises(TypeError, match="wagtail"):
        get_storage_at("wagtail").upload(picture)

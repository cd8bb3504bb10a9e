"""Files that nobody recorded are deleted, but none that a run is about to record."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.utils import timezone

from tests.torture.commands import run_command
from wagtail_easycars.images.recording import Recorder
from wagtail_easycars.images.storage import wagtail_files
from wagtail_easycars.models import StoredImage, SyncLease

pytestmark = pytest.mark.django_db

HOURS = 3600


def prune():
    return run_command("easycars_prune", "--site", "harbour.example", "--json").report


def age(settings, hours):
    """Let all files be so old."""
    for path in Path(settings.MEDIA_ROOT).rglob("*.jpg"):
        moment = time.time() - hours * HOURS
        os.utime(path, (moment, moment))


@pytest.fixture
def left_over(dealer, rival, monkeypatch, settings, files):
    """The file of a run of the rival that was killed before it recorded it."""

    def die(*args):
        raise KeyboardInterrupt

    rival.advertise({"A1": ["a"]})
    with monkeypatch.context() as patch:
        patch.setattr(Recorder, "write", die)
        with pytest.raises(KeyboardInterrupt):
            rival.run()
    age(settings, hours=2)
    assert len(files()) == 1
    return files()[0]


def put_to_work(dealer):
    SyncLease.objects.update_or_create(
        site=dealer.site,
        kind="images",
        defaults={"holder": "elsewhere/1:x", "expires_at": timezone.now() + timedelta(minutes=1)},
    )


def test_it_goes_where_no_run_is_at_work(left_over, files):
    assert (prune()["files"], files()) == (1, [])


def test_it_stays_while_a_run_of_any_account_is_at_work(left_over, rival, files):
    put_to_work(rival)
    report = prune()
    assert (report["status"], report["files"], files()) == ("warning", None, [left_over])
    assert "Another site" in report["error"]


def test_it_stays_where_the_file_storage_tells_no_times(left_over, files, monkeypatch):
    def tell_none(self, name):
        raise NotImplementedError

    monkeypatch.setattr(FileSystemStorage, "get_modified_time", tell_none)
    report = prune()
    assert (report["status"], report["files"], files()) == ("success", 0, [left_over])


def test_it_stays_where_a_run_begins_meanwhile(left_over, rival, files, monkeypatch):
    find = wagtail_files._without_image

    def find_and_begin(names):
        found = find(names)
        put_to_work(rival)
        return found

    monkeypatch.setattr(wagtail_files, "_without_image", find_and_begin)
    assert (prune()["files"], files()) == (0, [left_over])


def test_it_stays_where_a_run_has_recorded_it_meanwhile(
    left_over, rival, files, monkeypatch, settings
):
    find = wagtail_files._without_image
    recorded = []

    def find_and_record(names):
        found = find(names)
        if not recorded:
            recorded.append(rival.run())
            age(settings, hours=2)
        return found

    monkeypatch.setattr(wagtail_files, "_without_image", find_and_record)
    assert (prune()["files"], files()) == (0, [left_over])
    assert StoredImage.objects.get().image.file.read()


def test_a_run_that_takes_it_up_makes_it_young(left_over, rival, files, monkeypatch, settings):
    seen = []
    write = Recorder.write

    def look_first(*args):
        path = next(Path(settings.MEDIA_ROOT).rglob("*.jpg"))
        seen.append(time.time() - path.stat().st_mtime)
        return write(*args)

    monkeypatch.setattr(Recorder, "write", look_first)
    rival.run()
    assert files() == [left_over]
    assert seen[0] < HOURS / 2

"""One site's run deletes a picture while another site of the account is about to show it."""

import pytest
from django.db.models import F
from wagtail.images import get_image_model
from wagtail.models import Collection

from tests.images.run.conftest import configure
from tests.images.run.host import Page, jpeg
from tests.images.run.storages import MemoryStorage
from wagtail_easycars.flows import follow_up
from wagtail_easycars.images import cleanup, reliance
from wagtail_easycars.images.errors import PictureNotStored
from wagtail_easycars.images.recording import Recorder
from wagtail_easycars.images.storage.choose import get_storage_at
from wagtail_easycars.images.storage.wagtail import WagtailImageStorage
from wagtail_easycars.models import StoredImage, SyncLease, SyncRun

# Files are deleted when a transaction is committed.
pytestmark = pytest.mark.django_db(transaction=True)

STORAGES = {
    "Wagtail": WagtailImageStorage,
    "a storage of its own": MemoryStorage,
}


def have_root_collection():
    """Which the end of another test may have flushed."""
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")


@pytest.fixture(params=STORAGES)
def storage(request, settings, host):
    """Where the pictures are kept."""
    have_root_collection()
    storage = STORAGES[request.param]
    configure(settings, IMAGE_STORAGE=f"{storage.__module__}.{storage.__qualname__}")
    return storage


@pytest.fixture
def unused(storage, dealer, twin, host):
    """A picture that the dealer shows no more, and the twin's feed has at another address."""
    host.pages = {name: Page(jpeg("same")) for name in ("old", "new")}
    dealer.advertise({"A1": ["old"]})
    dealer.run()
    dealer.advertise({"A1": ["other"]})
    twin.advertise({"A1": ["new"]})
    return dealer.stored().get()


def has_its_file(place):
    stored = place.stored_image
    try:
        return stored is not None and bool(get_storage_at(stored.storage).read(stored))
    except (AttributeError, KeyError, PictureNotStored):
        return False


def test_a_picture_that_is_uploaded_while_it_is_deleted_is_not_lost(
    storage, unused, dealer, twin, monkeypatch
):
    delete, write = storage.delete, Recorder.write
    deleted = []

    def delete_now(self, stored):
        if not deleted:
            deleted.append(stored)
            delete(self, stored)

    def delete_after_the_twin_has_asked(self, stored):
        def write_after_the_deletion(recorder, run, outcomes):
            if run.site_id == twin.site.pk and not deleted:
                delete_now(self, stored)
                StoredImage.objects.filter(pk=stored.pk).delete()
            return write(recorder, run, outcomes)

        monkeypatch.setattr(Recorder, "write", write_after_the_deletion)
        assert twin.run().status == "success"
        delete_now(self, stored)

    with monkeypatch.context() as patch:
        patch.setattr(storage, "delete", delete_after_the_twin_has_asked)
        assert dealer.run().status == "success"
    twin.run()
    assert [has_its_file(place) for place in (*dealer.places(), *twin.places())] == [True, True]


def test_what_a_run_left_half_deleted_is_stored_anew(storage, unused, dealer, twin, monkeypatch):
    def die(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("wagtail_easycars.images.cleanup._delete_row", die)
        with pytest.raises(KeyboardInterrupt):
            dealer.run()
    twin.run()
    assert [has_its_file(place) for place in twin.places()] == [True]


def test_who_was_silent_for_too_long_deletes_no_image_any_more(settings, host, dealer, monkeypatch):
    have_root_collection()
    configure(settings, IMAGE_STORAGE="wagtail")
    host.pages = {name: Page(jpeg(name)) for name in ("old", "new")}
    dealer.advertise({"A1": ["old"]})
    dealer.run()
    dealer.advertise({"A1": ["new"]})
    claim = cleanup._claim

    def fall_silent(writer, stored):
        is_claimed = claim(writer, stored)
        SyncLease.objects.update(holder="another-host/1:abc", fence=F("fence") + 1)
        return is_claimed

    monkeypatch.setattr(cleanup, "_claim", fall_silent)
    run = dealer.run()

    assert "taken over" in run.error
    assert get_image_model().objects.count() == 2


def test_an_address_that_is_left_to_a_later_run_is_not_asked_for_again_at_once(
    unused, host, twin, monkeypatch
):
    """Or runs would follow each other for as long as the other site is at work."""
    monkeypatch.setattr(reliance, "is_another_at_work", lambda scope: True)
    before = len(host.requests)

    run = twin.run()

    assert len(host.requests) == before + 1
    follow_up(run)
    assert not SyncRun.objects.filter(
        site=twin.settings.site, kind="images", status=SyncRun.Status.QUEUED
    ).exists()

"""Pictures as images of Wagtail."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import FileSystemStorage
from django.db import transaction
from wagtail.images import get_image_model
from wagtail.models import Collection
from wagtail.search.models import IndexEntry

from tests.conftest import make_site
from wagtail_easycars.images.errors import PictureNotStored
from wagtail_easycars.images.storage.choose import get_storage, get_storage_at
from wagtail_easycars.models import EasyCarsSettings, StoredImage
from wagtail_easycars.pages.models import InventoryPage

from .conftest import make_picture
from .files import files_in

Image = get_image_model()


@pytest.fixture
def no_file_access(monkeypatch):
    def refuse(self, name, mode="rb"):
        raise AssertionError(f"{name} was opened")

    monkeypatch.setattr(FileSystemStorage, "_open", refuse)


def test_a_picture_becomes_an_image_with_title_and_alt_text_of_the_car(keep, picture):
    stored = keep(picture)

    image = Image.objects.get()
    assert stored.image == image
    assert image.title == "2021 TOYOTA COROLLA ASCENT"
    assert image.default_alt_text == "2021 TOYOTA COROLLA ASCENT in WHITE"
    assert (image.width, image.height, image.file_size) == (800, 600, len(picture.content))
    assert image.file.read() == picture.content


def test_a_car_without_colour_is_its_own_alt_text(keep, picture, vehicle):
    vehicle.colour = ""

    assert keep(picture).image.description == "2021 TOYOTA COROLLA ASCENT"


def test_a_title_that_is_too_long_for_the_image_is_cut(keep, picture, vehicle):
    vehicle.badge = "X" * 255

    assert len(keep(picture).image.title) == 255


def test_recording_a_picture_does_not_read_its_file(dealer, vehicle, picture, no_file_access):
    storage = get_storage(dealer)
    upload = storage.upload(picture)
    stored = StoredImage(width=800, height=600, file_size=len(picture.content))

    storage.record(stored, upload, vehicle)

    assert Image.objects.get().file_hash == upload.file_hash != ""


def test_the_file_hash_is_the_one_that_wagtail_would_make(keep, picture):
    image = keep(picture).image
    given = image.file_hash
    image._set_file_hash()

    assert image.file_hash == given


def test_an_image_that_is_there_already_is_taken_instead_of_sharing_its_file(keep, picture):
    first = keep(picture)
    StoredImage.objects.filter(pk=first.pk).delete()

    assert keep(picture).image == first.image
    assert Image.objects.count() == 1


def test_each_site_has_a_collection_of_its_own(keep, dealer):
    other = EasyCarsSettings.objects.create(
        site=make_site("outback.example"), account_number="EC900002"
    )
    for colour in ("red", "green"):
        keep(make_picture(colour))
        keep(make_picture(colour), settings=other)

    assert sorted(Collection.objects.filter(depth=2).values_list("name", flat=True)) == [
        "EasyCars harbour.example",
        "EasyCars outback.example",
    ]
    assert Image.objects.filter(collection__name="EasyCars harbour.example").count() == 2
    assert not any(Collection.find_problems())


def test_no_collection_is_made_before_it_is_needed(dealer):
    get_storage(dealer)

    assert not Collection.objects.filter(depth=2).exists()


def test_a_collection_that_was_moved_and_renamed_is_found_again(keep, dealer):
    keep(make_picture("red"))
    parent = Collection.get_first_root_node().add_child(name="Marketing")
    Collection.objects.get(name="EasyCars harbour.example").move(parent, "sorted-child")
    Collection.objects.filter(name="EasyCars harbour.example").update(name="Our cars")
    keep(make_picture("green"))

    assert Image.objects.filter(collection__name="Our cars").count() == 2


def test_staff_may_choose_a_collection_of_their_own(keep, dealer):
    dealer.image_collection = Collection.get_first_root_node().add_child(name="Stock photos")
    dealer.save()
    keep(make_picture("red"))

    assert Image.objects.get().collection == dealer.image_collection


def test_the_image_is_in_wagtails_search(keep, picture):
    # Its entry, since MariaDB finds nothing of a transaction that has not ended.
    image = keep(picture).image
    entries = IndexEntry.objects.filter(
        object_id=str(image.pk), content_type=ContentType.objects.get_for_model(image)
    )

    assert "COROLLA" in str(entries.values().get())


def test_a_picture_is_read_as_it_was_kept(keep, picture, dealer):
    assert get_storage(dealer).read(keep(picture)) == picture.content


def test_a_picture_whose_file_is_gone_cannot_be_read(keep, picture, dealer, media):
    stored = keep(picture)
    (media / files_in(media)[0]).unlink()

    with pytest.raises(PictureNotStored, match="file"):
        get_storage(dealer).read(stored)


def test_galleries_alone_do_not_count_as_use(keep, picture, dealer, vehicle):
    stored = keep(picture)
    vehicle.images.create(source_url="https://dealer.example/1.jpg", stored_image=stored)

    assert not get_storage(dealer).is_used_elsewhere(stored)


def test_a_picture_on_a_page_is_used_elsewhere(keep, picture, dealer, site):
    stored = keep(picture)
    introduction = f'<embed embedtype="image" id="{stored.image.pk}" format="left" alt="A car"/>'
    site.root_page.add_child(
        instance=InventoryPage(title="New", slug="new", introduction=introduction)
    )

    assert get_storage(dealer).is_used_elsewhere(stored)


def test_deleting_takes_image_renditions_and_files_along_but_not_the_row(
    keep, picture, dealer, media, django_capture_on_commit_callbacks
):
    stored = keep(picture)
    stored.image.get_rendition("width-100")

    with django_capture_on_commit_callbacks(execute=True):
        get_storage(dealer).delete(stored)

    assert not Image.objects.exists()
    assert files_in(media) == files_in(media.parent / "images") == []
    assert StoredImage.objects.filter(pk=stored.pk, image=None).exists()


def test_the_file_stays_where_the_deletion_is_rolled_back(
    keep, picture, dealer, media, django_capture_on_commit_callbacks
):
    stored = keep(picture)

    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(ZeroDivisionError),
        transaction.atomic(),
    ):
        get_storage(dealer).delete(stored)
        raise ZeroDivisionError

    assert len(files_in(media)) == Image.objects.count() == 1


def test_deleting_what_is_gone_already_does_nothing(keep, picture, dealer):
    stored = keep(picture)
    Image.objects.all().delete()

    get_storage(dealer).delete(stored)


def test_a_deletion_that_was_cut_off_can_be_completed(keep, picture, dealer):
    storage = get_storage(dealer)
    storage.delete(keep(picture))
    stored = StoredImage.objects.get()

    assert not storage.is_used_elsewhere(stored)
    storage.delete(stored)


def test_an_image_that_an_editor_deletes_takes_the_stored_picture_along(keep, picture, vehicle):
    stored = keep(picture)
    shown = vehicle.images.create(source_url="https://dealer.example/1.jpg", stored_image=stored)

    Image.objects.get().delete()

    shown.refresh_from_db()
    assert not StoredImage.objects.exists()
    assert shown.stored_image is None


def test_every_site_of_the_installation_can_show_what_one_has_kept(keep, picture):
    stored = keep(picture)

    assert get_storage_at(stored.storage).read(stored) == picture.content

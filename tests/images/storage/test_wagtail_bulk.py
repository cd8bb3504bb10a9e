"""Images that are created together leave what Wagtail leaves when it saves each by itself."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_save
from wagtail.images import get_image_model
from wagtail.images.models import Image
from wagtail.models import Collection, ReferenceIndex

from wagtail_easycars.images.storage.bulk import create_images, create_rows, is_plain
from wagtail_easycars.models import StoredImage

pytestmark = pytest.mark.django_db

NOT_COMPARED = {"id", "created_at"}


def make_images(*titles):
    collection = Collection.get_first_root_node() or Collection.add_root(name="Root")
    values = {"width": 4, "height": 3, "file_size": 9, "file_hash": "f", "collection": collection}
    return [
        Image(title=title, file=f"{title}.jpg", description="A car", **values) for title in titles
    ]


def rows_of(image):
    content_type = ContentType.objects.get_for_model(type(image))
    references = ReferenceIndex.objects.filter(content_type=content_type, object_id=str(image.pk))
    entries = image.index_entries.all() if hasattr(image, "index_entries") else []
    stored = type(image).objects.filter(pk=image.pk).values().get()
    return {
        "row": {name: value for name, value in stored.items() if name not in NOT_COMPARED},
        "references": sorted(
            references.values_list("to_object_id", "model_path", "content_path_hash")
        ),
        "index": [(entry.title, entry.body, entry.autocomplete) for entry in entries],
    }


def test_as_one_by_one(db):
    (slow,) = make_images("Ute")
    slow.save()
    together = make_images("Ute", "Van")
    create_images(together)
    assert all(image.pk for image in together)
    assert rows_of(together[0]) == rows_of(slow)
    assert rows_of(slow)["index"]
    # Not by searching: MariaDB finds nothing of a transaction that has not ended.
    assert "van" in str(rows_of(together[1])["index"]).lower()


def test_what_is_no_part_of_the_reference_index_stays_out_of_it(db):
    images = make_images("Ute", "Van")
    create_images(images)
    own = {"account": "A", "storage": "wagtail", "width": 4, "height": 3, "file_size": 9}
    one, other = (StoredImage(image=image, content_hash=image.title, **own) for image in images)
    one.save()
    create_rows([other])
    assert rows_of(one)["references"] == rows_of(other)["references"] == []


def test_who_listens_to_images_being_saved_hears_of_each(db):
    heard = []

    def receive(sender, instance, **kwargs):
        heard.append(instance.title)

    assert is_plain(get_image_model())
    post_save.connect(receive, sender=Image)
    try:
        assert not is_plain(Image)
        create_images(make_images("Ute", "Van"))
    finally:
        post_save.disconnect(receive, sender=Image)
    assert heard == ["Ute", "Van"]


def test_a_model_that_saves_in_its_own_way_is_not_plain(db, monkeypatch):
    monkeypatch.setattr(Image, "save", lambda self, **kwargs: None, raising=False)
    assert not is_plain(Image)

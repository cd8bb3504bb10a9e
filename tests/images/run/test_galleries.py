"""A gallery follows the feed, and what nothing shows any more is deleted with its file."""

import pytest
from wagtail.images import get_image_model

from tests.images.run.storages import MemoryStorage
from tests.some_of_many import slow_from
from wagtail_easycars.models import ImageSource, StoredImage, Vehicle, VehicleImage

pytestmark = pytest.mark.django_db

FIRST = ["a", "b", "c"]
ARRANGEMENTS = [
    ["a", "c", "x"],
    ["x", "y", "z", "a"],
    [],
    ["c", "a", "b"],
    ["a", "x", "b", "c"],
    ["b", "c"],
]


@pytest.mark.parametrize("second", slow_from(3, ARRANGEMENTS))
def test_the_feeds_order_is_the_gallerys_order(dealer, host, second):
    dealer.advertise({"A1": FIRST, "B2": ["other"]})
    dealer.run()
    host.requests.clear()
    dealer.advertise({"A1": second, "B2": ["other"]})
    dealer.run()
    assert sorted(host.requests) == sorted(set(second) - set(FIRST))
    host.requests += FIRST
    assert dealer.galleries().get("A1", []) == second
    positions = VehicleImage.objects.filter(vehicle__stock_number="A1").order_by("position")
    assert [image.position for image in positions] == list(range(len(second)))


def test_until_a_new_picture_is_stored_its_place_shows_what_it_showed(dealer):
    dealer.advertise({"A1": ["a", "b", "c"]})
    dealer.run()
    dealer.advertise({"A1": ["a", "new", "c"]})
    assert dealer.galleries() == {"A1": ["a", "b", "c"]}
    dealer.advertise({"A1": ["c", "new?v=2", "a"]})
    assert dealer.galleries() == {"A1": ["c", "b", "a"]}


def test_new_versions_of_pictures_that_moved_keep_what_they_show(dealer):
    dealer.advertise({"A1": ["a?1", "b?1"]})
    dealer.run()
    dealer.advertise({"A1": ["b?2", "a?2"]})
    assert dealer.galleries() == {"A1": ["b", "a"]}


def test_the_file_of_a_picture_that_left_the_feed_goes(dealer, files):
    dealer.advertise({"A1": ["a", "b"]})
    dealer.run()
    dealer.advertise({"A1": ["a"]})
    run = dealer.run()
    assert run.withdrawn == 1
    counts = [model.objects.count() for model in (StoredImage, ImageSource, get_image_model())]
    assert counts == [1, 1, 1]
    assert len(files()) == 1


def test_a_picture_that_another_vehicle_shows_stays(dealer, files):
    dealer.advertise({"A1": ["a", "logo"], "B2": ["logo"]})
    dealer.run()
    dealer.advertise({"A1": ["a"], "B2": ["logo"]})
    assert dealer.run().withdrawn == 0
    assert dealer.galleries() == {"A1": ["a"], "B2": ["logo"]}
    assert len(files()) == 2


def test_a_picture_that_a_page_shows_stays_until_the_page_lets_it_go(dealer, files):
    dealer.advertise({"A1": ["a", "b"]})
    dealer.run()
    image = dealer.places().get(position=1).stored_image.image
    page = dealer.settings.inventory_page.specific
    page.introduction = f'<embed embedtype="image" id="{image.pk}" format="left" alt="Our yard"/>'
    page.save()
    dealer.advertise({"A1": ["a"]})
    assert dealer.run().withdrawn == 0
    assert len(files()) == 2
    page.introduction = ""
    page.save()
    assert dealer.run().withdrawn == 1
    assert len(files()) == 1


def test_the_pictures_of_a_vehicle_that_is_deleted_go(dealer, files):
    dealer.advertise({"A1": ["a"], "B2": ["b"]})
    dealer.run()
    vehicle = Vehicle.objects.get(stock_number="B2")
    vehicle.page.delete()
    vehicle.delete()
    assert dealer.run().withdrawn == 1
    assert len(files()) == 1


def test_an_image_that_an_editor_deletes_comes_back(dealer, host, files):
    dealer.advertise({"A1": ["a", "b"]})
    dealer.run()
    dealer.places().get(position=0).stored_image.image.delete()
    assert dealer.galleries() == {"A1": [None, "b"]}
    host.requests.clear()
    run = dealer.run(trigger="schedule")
    assert (run.created, host.requests) == (1, ["a"])
    assert all(place.stored_image for place in dealer.places())


def test_another_storage_takes_all_pictures_and_the_old_ones_show_until_then(
    dealer, host, settings
):
    dealer.advertise({"A1": ["a", "b"]})
    dealer.run()
    settings.WAGTAIL_EASYCARS = {
        **settings.WAGTAIL_EASYCARS,
        "IMAGE_STORAGE": f"{MemoryStorage.__module__}.MemoryStorage",
    }
    host.breaks("b")
    dealer.run()
    shown = [place.stored_image.storage for place in dealer.places()]
    assert shown == ["memory", "wagtail"]
    host.heal()
    dealer.run()
    assert {place.stored_image.storage for place in dealer.places()} == {"memory"}

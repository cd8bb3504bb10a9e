"""Stored pictures are shown in the sizes that a screen needs, whatever stores them."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.images import get_image_model

from wagtail_easycars.models import ImageSource, StoredImage, VehicleImage

FEED = "https://feed.example/"


def urls(number):
    return [f"{FEED}{each}.jpg" for each in range(number)]


def images_of(response, within=""):
    return BeautifulSoup(response.content, "html.parser").select(f"{within} img")


def widths_of(image):
    return [int(entry.split()[1].removesuffix("w")) for entry in image["srcset"].split(", ")]


def addresses_of(image):
    return [image["src"], *(entry.split()[0] for entry in image["srcset"].split(", "))]


def count_queries(visit, *args):
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        assert visit(*args).status_code == 200
    return len(queries)


def test_a_stored_picture_is_offered_in_sizes_none_wider_than_itself(publish, store, visit_vehicle):
    response = visit_vehicle(store(publish(pictures=urls(2)), width=1000, height=750))
    for image in images_of(response, ".ec-gallery__strip"):
        assert widths_of(image) == [320, 480, 640, 960, 1000]
        assert (image["width"], image["height"]) == ("1000", "750")
        assert image["sizes"]
        assert not any(address.startswith(FEED) for address in addresses_of(image))


def test_a_small_picture_is_offered_as_it_is(publish, store, visit_vehicle):
    response = visit_vehicle(store(publish(pictures=urls(1)), width=300, height=200))
    assert widths_of(images_of(response)[0]) == [300]


def test_nothing_larger_than_a_screen_needs_is_offered(publish, store, visit_vehicle, search):
    vehicle = store(publish(pictures=urls(2)), width=6000, height=4000)
    response = visit_vehicle(vehicle)
    assert widths_of(images_of(response, ".ec-gallery__strip")[0])[-1] == 1920
    assert widths_of(images_of(response, ".ec-gallery__thumbnails")[0]) == [320]
    assert widths_of(images_of(search())[0])[-1] == 1280


def test_each_picture_links_to_itself_in_large(publish, store, visit_vehicle):
    response = visit_vehicle(store(publish(pictures=urls(2)), width=1000, height=750))
    for image in images_of(response, ".ec-gallery__strip"):
        assert image.find_parent("a")["href"] == addresses_of(image)[-1]


def test_the_feeds_address_is_shown_until_the_picture_is_stored(publish, visit_vehicle, search):
    vehicle = publish(pictures=urls(2))
    for image in [*images_of(visit_vehicle(vehicle)), *images_of(search())]:
        assert image["src"].startswith(FEED)
        assert not image.has_attr("srcset")


def test_a_place_shows_what_it_had_while_its_new_address_fails(publish, store, visit_vehicle):
    vehicle = store(publish(pictures=urls(1)))
    failing = ImageSource.objects.create(url_hash="new", last_error="No picture.")
    VehicleImage.objects.update(source=failing, source_url=f"{FEED}new.jpg")
    (image,) = images_of(visit_vehicle(vehicle))
    assert not image["src"].startswith(FEED)


@pytest.mark.parametrize("store", ["Wagtail"], indirect=True)
def test_a_rendition_that_exists_is_linked_itself(publish, store, visit_vehicle):
    vehicle = store(publish(pictures=urls(1)))
    get_image_model().get_rendition_model().objects.create(
        image=StoredImage.objects.get().image,
        filter_spec="width-640|format-webp",
        file="images/ready.webp",
        width=640,
        height=480,
    )
    (shown,) = images_of(visit_vehicle(vehicle))
    assert "/media/images/ready.webp 640w" in shown["srcset"]


def test_search_engines_and_networks_get_whole_addresses(publish, store, visit_vehicle):
    response = visit_vehicle(store(publish(pictures=urls(2))))
    html = response.content.decode()
    data = json.loads(re.search(r"ld\+json\">(.*?)</script>", html, re.DOTALL)[1])
    shared = re.search(r'property="og:image" content="([^"]+)"', html)[1]
    assert shared == data["image"][0]
    assert len(data["image"]) == 2
    assert all(re.match(r"https?://(?!feed)[\w.]+/", url) for url in data["image"])


def test_only_the_first_picture_of_a_listing_loads_at_once(publish, store, search):
    for _ in range(3):
        store(publish(pictures=urls(1)))
    first, *others = images_of(search())
    assert first["fetchpriority"] == "high"
    assert not first.has_attr("loading")
    assert [image["loading"] for image in others] == ["lazy", "lazy"]


def test_a_card_says_how_many_photos_there_are(publish, search):
    publish(pictures=urls(12))
    assert "12 photos" in search().html


@pytest.mark.parametrize("number", [0, 1])
def test_a_card_counts_nothing_where_there_is_nothing_more_to_see(publish, search, number):
    publish(pictures=urls(number))
    assert "photo" not in search().html


def test_a_card_does_not_count_what_no_visitor_may_see(publish, search):
    vehicle = publish(pictures=urls(3))
    failing = ImageSource.objects.create(url_hash="0", last_error="No picture.")
    vehicle.images.filter(position=0).update(source=failing)
    assert "2 photos" in search().html


def test_a_page_with_thirty_pictures_asks_no_more_of_the_database(publish, store, visit_vehicle):
    few = store(publish(pictures=urls(1)))
    store(publish(pictures=urls(1)))
    many = store(publish(pictures=urls(30)))
    assert count_queries(visit_vehicle, many) == count_queries(visit_vehicle, few)


def test_a_listing_of_24_asks_no_more_of_the_database_than_one_of_two(publish, store, search):
    for _ in range(2):
        store(publish(pictures=urls(3)))
    few = count_queries(search)
    for _ in range(22):
        store(publish(pictures=urls(3)))
    assert count_queries(search) == few
    assert len(images_of(search())) == 24


def test_a_storage_that_is_gone_does_not_take_the_page_along(publish, store, visit_vehicle):
    vehicle = store(publish(pictures=urls(1)))
    StoredImage.objects.update(storage="tape:basement")
    (image,) = images_of(visit_vehicle(vehicle))
    assert image["src"] == urls(1)[0]

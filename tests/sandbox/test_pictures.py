from io import BytesIO

import pytest
import requests
from PIL import Image

from tests.some_of_many import slow_from
from wagtail_easycars.sandbox import catalogue
from wagtail_easycars.sandbox.catalogue.picture_urls import Subject, views_of
from wagtail_easycars.sandbox.catalogue.shapes import SHAPES, shape_of
from wagtail_easycars.sandbox.pictures import gallery
from wagtail_easycars.sandbox.pictures.drawing import draw


def picture_urls(dealers, place=0):
    return dealers.stock("harbour")[place]["ImageURLs"].split(",")


def test_a_picture_is_a_jpeg_of_four_to_three_with_its_headers(dealers):
    response = requests.get(picture_urls(dealers)[0], timeout=5)
    image = Image.open(BytesIO(response.content))
    assert (image.format, image.size) == ("JPEG", (1200, 900))
    assert response.headers["Content-Type"] == "image/jpeg"
    assert int(response.headers["Content-Length"]) == len(response.content)
    assert response.headers["ETag"].startswith('"')


@pytest.mark.slow
def test_a_vehicles_pictures_all_differ(dealers):
    urls = picture_urls(dealers, 3)
    bodies = {requests.get(url, timeout=5).content for url in urls}
    assert len(bodies) == len(urls) >= 4


def test_two_vehicles_of_one_model_have_pictures_of_their_own(dealers):
    white = [item for item in dealers.stock("harbour") if item["Colour"] == "Glacier White"]
    leads = [requests.get(item["ImageURLs"].split(",")[0], timeout=5).content for item in white]
    assert len(set(leads)) == len(leads) >= 2


def test_an_unchanged_picture_is_not_sent_again(dealers):
    url = picture_urls(dealers)[0]
    etag = requests.get(url, timeout=5).headers["ETag"]
    response = requests.get(url, headers={"If-None-Match": etag}, timeout=5)
    assert (response.status_code, response.content) == (304, b"")
    changed = requests.get(url, headers={"If-None-Match": '"other"'}, timeout=5)
    assert changed.status_code == 200


def test_head_has_the_headers_of_get(dealers):
    url = picture_urls(dealers)[0]
    head, get = requests.head(url, timeout=5), requests.get(url, timeout=5)
    assert head.content == b""
    assert head.headers["Content-Length"] == get.headers["Content-Length"]
    assert head.headers["ETag"] == get.headers["ETag"]


def test_a_picture_that_no_feed_names_is_404(dealers):
    url = picture_urls(dealers)[0]
    forged = url[:-1] + ("0" if url[-1] != "0" else "1")
    assert requests.get(forged, timeout=5).status_code == 404
    assert requests.get(f"{dealers.base_url}images/image/1/2/3", timeout=5).status_code == 404
    assert requests.post(url, timeout=5).status_code == 405


def test_picture_requests_are_recorded_apart_from_calls(dealers):
    calls, pictures = len(dealers.calls), len(dealers.picture_calls)
    requests.get(picture_urls(dealers)[0], timeout=5)
    assert (len(dealers.calls), len(dealers.picture_calls)) == (calls, pictures + 1)


@pytest.mark.parametrize("shape", slow_from(4, sorted(SHAPES)))
def test_every_shape_shows_its_paint_from_the_side(shape):
    image = draw(Subject(shape, "c01090", "left", 1)).resize((240, 180))
    pixels = [colour for count, colour in image.getcolors(43_200) for _ in range(count)]
    painted = sum(red > 2 * green and blue > 1.5 * green for red, green, blue in pixels)
    assert painted > 100


@pytest.mark.slow
@pytest.mark.parametrize("shape", ["suv", "caravan"])
def test_every_view_can_be_drawn_and_differs(shape):
    images = {draw(Subject(shape, "2a5580", view, 1)).tobytes() for view in views_of(shape)}
    assert len(images) == len(views_of(shape))


def test_every_vehicle_of_the_catalogue_is_drawn_as_what_it_is():
    items = catalogue.stock_of("harbour") + catalogue.stock_of("outback")
    shapes = {shape_of(item["StockType"], item["Body"]) for item in items}
    assert shapes == set(SHAPES)


def test_the_memory_for_pictures_is_bounded(monkeypatch):
    drawn = []
    monkeypatch.setattr(gallery, "CACHE_BYTES", 250)
    monkeypatch.setattr(gallery, "draw_jpeg", lambda subject: drawn.append(subject) or b"x" * 100)
    pictures = gallery.PictureGallery()
    subjects = [Subject("ute", f"00000{place}", "left", place) for place in range(3)]
    for subject in subjects:
        pictures.jpeg(subject)
    pictures.jpeg(subjects[2])
    assert drawn == subjects
    pictures.jpeg(subjects[0])
    assert drawn == [*subjects, subjects[0]]

"""Many pictures at once, from the sandbox."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from wagtail_easycars.images.check import check_picture
from wagtail_easycars.images.download import download
from wagtail_easycars.images.errors import PictureError, PictureUnavailable
from wagtail_easycars.sandbox import catalogue


@pytest.fixture
def urls(sandbox, configure):
    """The addresses of 8 pictures, each a different one."""
    configure(IMAGE_HOSTS=["127.0.0.1"], READ_TIMEOUT=5, CALL_DEADLINE=10)
    sandbox.set_stock("harbour", catalogue.stock_of("harbour")[:2])
    found = [url for item in sandbox.stock("harbour") for url in item["ImageURLs"].split(",")]
    return found[:8]


@pytest.mark.slow
def test_every_thread_gets_its_own_pictures(urls):
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(download, urls))
        kept = list(pool.map(check_picture, [each.content for each in taken]))

    assert [each.content for each in taken] == [
        requests.get(url, timeout=5).content for url in urls
    ]
    assert {(each.width, each.height) for each in kept} == {(1200, 900)}


def test_what_befalls_one_thread_befalls_no_other(urls, sandbox):
    sandbox.fail("reset", "images", times=2)
    sandbox.fail("status", "images", times=2, status=503)
    sandbox.fail("truncated", "images", times=2)

    def attempt(url):
        try:
            return download(url)
        except PictureError as error:
            return error

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(attempt, urls))

    failed = [each for each in results if isinstance(each, PictureUnavailable)]
    # One that is reset on a kept connection is asked again.
    assert 4 <= len(failed) <= 6
    assert len([each for each in results if not isinstance(each, PictureError)]) == 8 - len(failed)

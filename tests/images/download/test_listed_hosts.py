"""Hosts that the site vouches for in ``IMAGE_HOSTS``."""

import pytest

from tests.client.raw_server import RawServer, answer
from wagtail_easycars.images.download import download
from wagtail_easycars.images.errors import AddressRefused


@pytest.fixture
def server():
    with RawServer(lambda connection: connection.sendall(answer(b"a picture"))) as server:
        yield server


def port_of(server):
    return server.base_url.rstrip("/").rpartition(":")[2]


@pytest.mark.parametrize("entry", ["127.0.0.1", "127.0.0.1:{port}", "127.0.0.1."])
def test_a_listed_host_may_be_private_and_on_any_port_or_on_that_one(configure, server, entry):
    configure(IMAGE_HOSTS=[entry.format(port=port_of(server))])

    assert download(server.base_url).content == b"a picture"


@pytest.mark.parametrize("url", ["http://localhost:{port}/", "http://LOCALHOST.:{port}/"])
def test_a_host_is_known_however_its_name_is_written(configure, server, url):
    configure(IMAGE_HOSTS=["LocalHost"])

    assert download(url.format(port=port_of(server))).content == b"a picture"


@pytest.mark.parametrize(
    "entry", ["127.0.0.1:1", "localhost", "127.0.0", "0.0.1", "127.0.0.10", "pictures.127.0.0.1"]
)
def test_no_other_host_or_port_is_meant(configure, server, entry):
    configure(IMAGE_HOSTS=[entry])

    with pytest.raises(AddressRefused):
        download(server.base_url)

    assert not server.requests

"""Redirects are followed by hand: three at most, and each is checked like the first address."""

import pytest

from tests.client.raw_server import answer
from wagtail_easycars.images.download import download
from wagtail_easycars.images.download.address import read_address
from wagtail_easycars.images.errors import AddressRefused, PictureUnavailable

STATUSES = ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"]


def redirect(location, status="302 Found"):
    return answer(b"<h1>Moved</h1>", status, [f"Location: {location}"])


@pytest.fixture
def lead_through(serve):
    """Serve ``count`` redirects on one host, each by another path, then a picture."""

    def lead_through(count):
        def script(connection):
            number = len(server.requests)
            last = number > count
            connection.sendall(answer(b"a picture") if last else redirect(f"/{number}.jpg"))

        server = serve(script)
        return server

    return lead_through


@pytest.mark.parametrize("status", STATUSES)
def test_a_redirect_is_followed(serve, status):
    target = serve(lambda connection: connection.sendall(answer(b"a picture")))
    location = f"{target.base_url}p.jpg"
    server = serve(lambda connection: connection.sendall(redirect(location, status)))

    assert download(server.base_url + "old.jpg?sig=1").content == b"a picture"
    assert b"Referer" not in target.requests[0]


def test_a_redirect_may_be_written_with_umlauts(serve):
    def script(connection):
        is_first = len(server.requests) == 1
        connection.sendall(
            answer(b"", "302 Found", ["Location: /ü.jpg"]) if is_first else answer(b"a picture")
        )

    server = serve(script)
    download(server.base_url)

    assert server.requests[1].startswith(b"GET /%C3%BC.jpg ")


def test_three_redirects_are_followed(lead_through):
    server = lead_through(3)

    assert download(server.base_url).content == b"a picture"
    assert len(server.requests) == 4


def test_the_fourth_redirect_is_not_followed(lead_through):
    server = lead_through(4)

    with pytest.raises(PictureUnavailable, match="from one address to the next"):
        download(server.base_url)

    assert len(server.requests) == 4


def test_a_loop_ends(serve):
    server = serve(lambda connection: connection.sendall(redirect("/same.jpg")))

    with pytest.raises(PictureUnavailable):
        download(server.base_url + "same.jpg")

    assert len(server.requests) == 4


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1:{canary}/",
        "http://127.0.0.1/",
        "//127.0.0.2/p.jpg",
        "http://localhost/p.jpg",
        "http://2130706433/p.jpg",
        "http://0x7f.1/p.jpg",
        "http://[::1]/p.jpg",
        "http://[::ffff:127.0.0.1]/p.jpg",
        "http://169.254.169.254/latest/meta-data/iam/",
        "http://user:password@pictures.example/p.jpg",
        "http://pictures.example:6379/p.jpg",
        "file:///etc/passwd",
        "ftp://pictures.example/p.jpg",
        "data:image/png;base64,iVBORw0KGgo=",
        "http://[/p.jpg",
        "",
    ],
    ids=lambda location: location or "nowhere",
)
def test_a_redirect_to_no_public_host_is_not_followed(serve, canary, location):
    location = location.format(canary=canary.port)
    server = serve(lambda connection: connection.sendall(redirect(location)))

    with pytest.raises((AddressRefused, PictureUnavailable)) as caught:
        download(server.base_url)

    assert isinstance(caught.value, AddressRefused) or not location
    assert not canary.was_reached


def test_encryption_is_not_given_up_by_a_redirect():
    address = read_address("https://pictures.example/p.jpg")

    with pytest.raises(AddressRefused, match="encrypted"):
        address.join("http://pictures.example/p.jpg")
    assert address.join("/other.jpg").scheme == "https"
    assert read_address("http://a.example/").join("https://a.example/p.jpg").port == 443

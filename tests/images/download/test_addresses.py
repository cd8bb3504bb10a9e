"""Where pictures are not asked for, by whatever trick an address tries."""

import pytest

from tests.images.download.hostile_addresses import LITERAL, LOOKED_UP, MISLEADING
from wagtail_easycars.images.download import download
from wagtail_easycars.images.errors import AddressRefused, PictureUnavailable

# Given out to nobody, so nobody answers there; yet it is no private address.
NOBODY = ("2d00::1", 80, 0, 0)


@pytest.mark.parametrize("url", LITERAL.values(), ids=LITERAL)
def test_an_address_of_no_public_host_is_refused(url, every_port_is_the_canarys):
    with pytest.raises(AddressRefused):
        download(url)

    assert not every_port_is_the_canarys.was_reached


@pytest.mark.parametrize("url", MISLEADING.values(), ids=MISLEADING)
def test_an_address_that_is_none_of_a_picture_is_refused_unasked(url, look_ups):
    names = look_ups([("127.0.0.1", 80)])

    with pytest.raises(AddressRefused):
        download(url)

    assert names == []


@pytest.mark.parametrize("found", LOOKED_UP.values(), ids=LOOKED_UP)
def test_a_name_that_leads_to_no_public_host_is_refused(found, canary, look_ups):
    look_ups([(address[0], canary.port, *address[2:]) for address in found])

    with pytest.raises(AddressRefused):
        download("http://pictures.example/p.jpg")

    assert not canary.was_reached


def test_the_canary_is_where_an_unguarded_download_would_end(configure, every_port_is_the_canarys):
    configure(IMAGE_HOSTS=["localhost"], READ_TIMEOUT=0.1)

    with pytest.raises(PictureUnavailable):
        download("http://localhost/p.jpg")

    assert every_port_is_the_canarys.was_reached


def test_a_name_whose_address_changes_leads_nowhere_else(canary, look_ups):
    names = look_ups([NOBODY], [("127.0.0.1", canary.port)])

    with pytest.raises(PictureUnavailable):
        download("http://pictures.example/p.jpg")
    assert len(names) == 1
    with pytest.raises(AddressRefused):
        download("http://pictures.example/p.jpg")

    assert len(names) == 2
    assert not canary.was_reached


def test_of_public_and_private_addresses_the_private_are_not_tried(canary, look_ups):
    look_ups([("127.0.0.1", canary.port), NOBODY, ("127.0.0.1", canary.port)])

    with pytest.raises(PictureUnavailable):
        download("http://pictures.example/p.jpg")

    assert not canary.was_reached


def test_a_name_without_an_address_is_told():
    with pytest.raises(PictureUnavailable, match="was not found"):
        download("http://pictures.invalid/p.jpg")


def test_a_name_that_no_look_up_takes_is_told():
    with pytest.raises(PictureUnavailable, match="was not found"):
        download(f"http://{'a' * 64}.example/p.jpg")

"""Addresses that nobody has thought of."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wagtail_easycars.images.download.address import read_address
from wagtail_easycars.images.errors import AddressRefused

PIECES = st.sampled_from(
    [
        *"htps:/@\\?#[]%.0x7f1é。ß\ud800\u200b\u202e ",
        "//",
        "http://",
        "https://",
        "127.0.0.1",
        "::1",
    ]
)


ADDRESSES = st.one_of(st.text(), st.lists(PIECES).map("".join).map("http://{}".format))


@given(url=ADDRESSES)
@example("http://bücher.example/ü.jpg")
@example("http://\ud800/p.jpg")
@example(f"http://{'a' * 300}/p.jpg")
@settings(max_examples=40, deadline=None)
def test_an_address_is_refused_or_can_be_looked_up_and_asked_for(url):
    assert_refused_or_can_be_asked_for(url)


@pytest.mark.slow
@given(url=ADDRESSES)
@settings(max_examples=500, deadline=None)
def test_hundreds_of_addresses_are_refused_or_can_be_asked_for(url):
    assert_refused_or_can_be_asked_for(url)


def assert_refused_or_can_be_asked_for(url):
    try:
        address = read_address(url)
    except AddressRefused as refusal:
        assert str(refusal)
        return
    assert address.scheme in ("http", "https")
    assert address.port in (80, 443)
    assert address.target.startswith("/")
    assert address.target.isascii() and address.host.isascii()
    assert not {"@", "\\", "/", " ", "%"} & set(address.host)

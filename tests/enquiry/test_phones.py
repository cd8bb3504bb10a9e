"""Phone numbers are understood as Australians type them."""

import pytest

from wagtail_easycars.leads.enquiry.phones import InvalidPhone, Phone, parse_phone


@pytest.mark.parametrize(
    "typed",
    ["0412345678", "0412 345 678", "0412-345-678", "+61 412 345 678", "+61 (0)412 345 678"],
)
def test_a_mobile_is_known_in_every_spelling(typed):
    assert parse_phone(typed) == Phone("0412 345 678", is_mobile=True)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("0297991234", "(02) 9799 1234"),
        ("(02) 9799 1234", "(02) 9799 1234"),
        ("+61297991234", "(02) 9799 1234"),
        ("1300123456", "1300 123 456"),
        ("1800 123 456", "1800 123 456"),
        ("131234", "13 12 34"),
        ("13 12 34", "13 12 34"),
    ],
)
def test_other_numbers_are_no_mobiles(typed, written):
    assert parse_phone(typed) == Phone(written, is_mobile=False)


def test_a_number_from_abroad_keeps_its_country():
    assert parse_phone("+64 21 123 4567") == Phone("+64 21 123 4567", is_mobile=True)
    assert parse_phone("+442079460958") == Phone("+44 20 7946 0958", is_mobile=False)


def test_a_long_number_still_fits_what_easycars_takes():
    assert len(parse_phone("(02) 9799 1234 ext 12345").text) <= 20


@pytest.mark.parametrize("typed", ["9799 1234", "0000000000", "call me", "12", "+", "0" * 400])
def test_what_nobody_can_call_is_refused(typed):
    with pytest.raises(InvalidPhone):
        parse_phone(typed)

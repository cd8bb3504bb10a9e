from decimal import Decimal

import pytest

from wagtail_easycars.models import Vehicle
from wagtail_easycars.presentation.prices import get_price


def price_of(price, special=None, is_drive_away=None):
    as_decimal = [None if amount is None else Decimal(amount) for amount in (price, special)]
    vehicle = Vehicle(price=as_decimal[0], special_price=as_decimal[1], is_drive_away=is_drive_away)
    return get_price(vehicle)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("32990", "$32,990"),
        ("32990.00", "$32,990"),
        ("32990.50", "$32,990.50"),
        ("1250000", "$1,250,000"),
        ("0", "Price on application"),
        (None, "Price on application"),
    ],
)
def test_a_price_reads_the_australian_way(amount, text):
    assert str(price_of(amount)) == text


@pytest.mark.parametrize(
    ("is_drive_away", "basis"),
    [(True, "drive away"), (False, "excl. govt. charges"), (None, "")],
)
def test_a_price_says_what_it_holds(is_drive_away, basis):
    assert price_of("20000", is_drive_away=is_drive_away).basis == basis


def test_what_is_on_application_has_no_basis():
    assert price_of(None, is_drive_away=True).basis == ""


def test_a_special_price_is_what_to_pay_and_the_saving_is_said():
    price = price_of("20000", "18500")
    assert (str(price), price.was_text, price.saving) == ("$18,500", "$20,000", "Save $1,500")


@pytest.mark.parametrize("special", ["20000", "21000", "0", None])
def test_a_special_price_that_is_no_lower_is_none(special):
    price = price_of("20000", special)
    assert (str(price), price.is_special, price.saving) == ("$20,000", False, "")


def test_a_special_price_does_not_put_a_price_to_what_is_on_application():
    assert str(price_of(None, "18500")) == "Price on application"


def test_the_usual_price_is_struck_through_on_the_page(publish, visit_vehicle):
    html = visit_vehicle(publish(special_price=Decimal(18_500))).html
    assert "<s>$20,000</s>" in html
    assert "$18,500" in html
    assert "Save $1,500" in html


def test_the_page_says_so_where_nobody_knows_what_the_price_holds(publish, visit_vehicle):
    html = visit_vehicle(publish(is_drive_away=None)).html
    assert "Ask us whether government charges are included" in html

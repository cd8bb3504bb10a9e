"""Why an item of the feed cannot be used, as who corrects it in EasyCars reads it."""

import pytest

from wagtail_easycars.stock.errors import ItemRejected
from wagtail_easycars.stock.item import parse_item


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"Price": "on application"}, "Price is 'on application': a number is expected"),
        ({"Price": True}, "Price is True: a number is expected, not true or false"),
        ({"Price": -1}, "Price is -1: it must not be less than 0"),
        ({"Odometer": "12.5"}, "Odometer is '12.5': a whole number is expected"),
        ({"YearGroup": 1700}, "YearGroup is 1700: it must not be less than 1886"),
        ({"IsUsed": "perhaps"}, "IsUsed is 'perhaps': true or false is expected"),
        ({"Make": ["Mazda"]}, "Make is ['Mazda']: text is expected"),
        ({"StockNumber": ""}, "StockNumber is missing"),
    ],
)
def test_it_says_what_is_expected(values, said):
    with pytest.raises(ItemRejected) as rejection:
        parse_item({"StockNumber": "4101", **values})

    assert str(rejection.value) == said


def test_a_stock_number_that_is_not_there_shows_nothing_else_of_the_item():
    with pytest.raises(ItemRejected) as rejection:
        parse_item({"Make": "Mazda"})

    assert str(rejection.value) == "StockNumber is missing"

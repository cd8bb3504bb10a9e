from decimal import Decimal

import pytest

from tests.some_of_many import slow_from
from wagtail_easycars.models import Vehicle


def options(response, name):
    fields = {field.name: field for field in response.listing.form.choices}
    if name not in fields:
        return {}
    return {option.label: option.count for option in fields[name].options}


@pytest.fixture
def four_cars(publish):
    publish(stock_number="COROLLA", price=Decimal(20_000), year=2021, odometer=50_000)
    publish(
        stock_number="HILUX",
        model="HILUX",
        price=Decimal(45_000),
        year=2019,
        odometer=120_000,
        fuel_type="Diesel",
        body="DUAL CAB P/UP - UTE",
        transmission="6 SP MANUAL",
    )
    publish(
        stock_number="RIO",
        make="KIA",
        model="RIO",
        price=Decimal(15_000),
        year=2017,
        odometer=None,
        colour="Signal Blue",
    )
    publish(
        stock_number="POA",
        make="KIA",
        model="STINGER",
        price=None,
        year=2023,
        odometer=20_000,
        odometer_unit="mi",
        condition="demo",
        yard_name="Brookvale",
    )


def test_only_what_is_for_sale_and_has_a_live_page_is_listed(publish, search):
    publish(stock_number="FOR-SALE")
    publish(stock_number="RESERVED", status=Vehicle.Status.RESERVED)
    publish(stock_number="SOLD", status=Vehicle.Status.SOLD)
    publish(stock_number="GONE", status=Vehicle.Status.WITHDRAWN)
    publish(stock_number="TAKEN-DOWN").page.unpublish()

    response = search()

    assert response.found == ["RESERVED", "FOR-SALE"]
    assert "2 vehicles" in response.html


def test_a_vehicle_of_another_inventory_page_is_not_listed(publish, search, inventory_page, site):
    other = site.root_page.add_child(instance=type(inventory_page)(title="Boats", slug="boats"))
    publish(stock_number="HERE")
    publish(stock_number="THERE", on=other)
    assert search().found == ["HERE"]


@pytest.mark.parametrize(
    ("data", "found"),
    slow_from(
        15,
        [
            ({"make": ["KIA", "TOYOTA"]}, {"COROLLA", "HILUX", "RIO", "POA"}),
            ({"make": "TOYOTA", "model": "HILUX"}, {"HILUX"}),
            ({"body": "DUAL CAB P/UP - UTE"}, {"HILUX"}),
            ({"fuel": "Diesel"}, {"HILUX"}),
            ({"transmission": "automatic"}, {"COROLLA", "RIO", "POA"}),
            ({"condition": "demo"}, {"POA"}),
            ({"yard": "Brookvale"}, {"POA"}),
            ({"price_from": "20000"}, {"COROLLA", "HILUX"}),
            ({"price_to": "$20,000"}, {"COROLLA", "RIO"}),
            ({"year_from": "2021"}, {"COROLLA", "POA"}),
            ({"year_to": "2019"}, {"HILUX", "RIO"}),
            ({"km_to": "40000"}, {"POA"}),
            ({"q": "kia sting"}, {"POA"}),
            ({"q": "2019 hilux"}, {"HILUX"}),
            ({"q": "coro%"}, set()),
            ({"make": "KIA"}, {"RIO", "POA"}),
            ({"transmission": "manual"}, {"HILUX"}),
            ({"type": "A"}, {"COROLLA", "HILUX", "RIO", "POA"}),
            ({"km_to": "30000"}, set()),
            ({"q": "ute"}, {"HILUX"}),
            ({"q": "diesel toyota"}, {"HILUX"}),
            ({"q": "blue"}, {"RIO"}),
        ],
    ),
)
def test_a_filter_leaves_what_meets_it(four_cars, search, data, found):
    assert set(search(**data).found) == found


def test_a_special_price_is_the_one_that_is_filtered_by(publish, search):
    publish(stock_number="SPECIAL", price=Decimal(30_000), special_price=Decimal(24_000))
    assert search(price_to="25000").found == ["SPECIAL"]
    assert search(price_from="25000").found == []


@pytest.mark.parametrize(
    ("sort", "found"),
    [
        ("newest", ["POA", "RIO", "HILUX", "COROLLA"]),
        ("price", ["RIO", "COROLLA", "HILUX", "POA"]),
        ("-price", ["HILUX", "COROLLA", "RIO", "POA"]),
        ("km", ["POA", "COROLLA", "HILUX", "RIO"]),
        ("-year", ["POA", "COROLLA", "HILUX", "RIO"]),
        ("; DROP TABLE", ["POA", "RIO", "HILUX", "COROLLA"]),
    ],
)
def test_the_listing_is_sorted_with_the_unknown_last(four_cars, search, sort, found):
    assert search(sort=sort).found == found


def test_choices_have_counts_as_if_nothing_of_their_own_were_chosen(four_cars, search):
    assert options(search(), "make") == {"TOYOTA": 2, "KIA": 2}
    chosen = search(make="KIA")
    assert options(chosen, "make") == {"TOYOTA": 2, "KIA": 2}
    assert options(chosen, "condition") == {"Used": 1, "Demo": 1}
    assert options(chosen, "yard") == {"Five Dock": 1, "Brookvale": 1}


def test_what_leaves_nothing_to_choose_is_not_offered(four_cars, search):
    assert options(search(fuel="Diesel"), "make") == {}
    assert options(search(), "type") == {}


def test_models_are_offered_once_a_make_is_chosen(four_cars, search):
    assert options(search(), "model") == {}
    assert options(search(make="KIA"), "model") == {"RIO": 1, "STINGER": 1}


def test_codes_are_shown_as_words(four_cars, search):
    assert options(search(), "transmission") == {"Automatic": 3, "Manual": 1}
    assert options(search(), "condition") == {"Used": 3, "Demo": 1}


def test_each_chosen_filter_is_a_link_that_removes_it(four_cars, search):
    response = search(make=["KIA", "TOYOTA"], price_to="30000", sort="price", page="1")
    urls = {chip.value: chip.url for chip in response.listing.chips}
    assert urls == {
        "KIA": "/vehicles/?make=TOYOTA&price_to=30000&sort=price",
        "TOYOTA": "/vehicles/?make=KIA&price_to=30000&sort=price",
        "Up to $30,000": "/vehicles/?make=KIA&make=TOYOTA&sort=price",
    }
    assert "Remove filter" in response.html


def test_a_model_goes_with_its_make(four_cars, search):
    chips = search(make="KIA", model="RIO").listing.chips
    assert {chip.value: chip.url for chip in chips} == {
        "KIA": "/vehicles/",
        "RIO": "/vehicles/?make=KIA",
    }


def test_an_empty_result_says_which_filter_to_loosen(four_cars, search):
    response = search(make="KIA", fuel="Diesel", year_from="2017")
    assert response.found == []
    loosenings = [(chip.label, chip.count, chip.url) for chip in response.listing.loosenings]
    assert loosenings == [
        ("Fuel", 2, "/vehicles/?make=KIA&year_from=2017"),
        ("Make", 1, "/vehicles/?fuel=Diesel&year_from=2017"),
    ]
    assert "2 vehicles without “Fuel: Diesel”" in response.html


def test_an_empty_result_that_no_single_filter_explains_offers_to_clear_all(four_cars, search):
    html = search(make="KIA", fuel="Diesel", body="BOAT").html
    assert "Clear all filters" in html


def test_an_empty_stock_is_no_error(inventory_page, search):
    response = search()
    assert response.status_code == 200
    assert "no vehicles for sale at the moment" in response.html


@pytest.mark.slow
@pytest.mark.parametrize(
    "data",
    [
        {"price_from": "abc"},
        {"price_to": "-5"},
        {"price_to": "9" * 40},
        {"year_from": "12"},
        {"year_to": "²"},
        {"km_to": "1e5"},
        {"make": ""},
        {"make": "\x00"},
        {"body": "x" * 500},
        {"q": "\x00\x01"},
        {"q": "   "},
        {"page": "abc"},
        {"page": "9" * 50},
        {"nonsense": "1"},
    ],
)
def test_what_makes_no_sense_is_ignored(four_cars, search, data):
    response = search(**data)
    assert response.status_code == 200
    assert len(response.found) == 4
    assert response.listing.chips == []


@pytest.mark.parametrize("page", ["0", "4", "99999"])
def test_a_page_beyond_the_last_is_not_found(four_cars, search, settings, page):
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "VEHICLES_PER_PAGE": 2}
    assert search(page=page).status_code == 404


def test_pages_are_links_that_keep_filters_and_order(four_cars, search, settings):
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "VEHICLES_PER_PAGE": 1}
    first = search(make="TOYOTA", sort="price")
    second = search(make="TOYOTA", sort="price", page="2")
    assert (first.found, second.found) == (["COROLLA"], ["HILUX"])
    assert first.listing.next_url == "/vehicles/?make=TOYOTA&sort=price&page=2"
    assert second.listing.previous_url == "/vehicles/?make=TOYOTA&sort=price"
    assert 'aria-current="page"' in second.html


def test_search_engines_get_one_address_and_no_filtered_one(four_cars, search):
    plain = search(sort="price")
    assert '<link rel="canonical" href="http://harbour.example/vehicles/">' in plain.html
    assert "noindex" not in plain.html
    assert "X-Robots-Tag" not in plain
    filtered = search(make="KIA", sort="price")
    assert "http://harbour.example/vehicles/?make=KIA" in filtered.html
    assert '<meta name="robots" content="noindex">' in filtered.html
    assert filtered["X-Robots-Tag"] == "noindex"


def test_a_visitor_gets_no_cookie_and_the_answer_varies_by_none(four_cars, search):
    response = search(make="KIA")
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_a_card_is_one_link(publish, search):
    publish(make="MAZDA", model="CX-5", badge="TOURING", year=2021)
    html = search().html
    assert html.count('href="/vehicles/2021-mazda-cx-5-touring-a1/"') == 1


def test_what_is_chosen_stands_first_among_its_choices(four_cars, search):
    assert list(options(search(make="TOYOTA"), "make")) == ["TOYOTA", "KIA"]

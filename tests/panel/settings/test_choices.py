"""Schedules, yards and time zones are chosen; what the choices do not hold can be entered."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.panel.settings.conftest import get_settings_url
from wagtail_easycars.models import EasyCarsSettings, Vehicle
from wagtail_easycars.sandbox.catalogue import generate


@pytest.fixture
def load(clerk, site, easycars):
    """Returns the page of the settings, with ``values`` saved before."""

    def get(**values):
        EasyCarsSettings.objects.update(**values)
        return BeautifulSoup(clerk.get(get_settings_url(site)).content, "html.parser")

    return get


@pytest.fixture
def save(clerk, site, easycars):
    """Sends the settings with ``changes``, and returns the answer and what is saved then."""

    def send(**changes):
        names = (
            "environment",
            "account_number",
            "stock_client_id",
            "lead_client_id",
            "removal_limit_percent",
            "uncertain_leads",
            "lead_status_policy",
            "time_zone",
        )
        data = {name: getattr(easycars, name) for name in names} | {"is_active": "on"}
        response = clerk.post(get_settings_url(site), {**data, **changes})
        return response, EasyCarsSettings.objects.get()

    return send


def get_chosen(soup, name):
    return soup.select_one(f"select[name={name}] option[selected]").text


def get_text(soup, name):
    return soup.select_one(f"input[type=text][name={name}]").get("value", "")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("stored", "chosen", "text"),
    [
        ("", "Off: nothing starts by itself", ""),
        ("1h", "Every hour", ""),
        ("45m", "At set times of the day, or at another interval", "45m"),
        ("06:00,12:00", "At set times of the day, or at another interval", "06:00,12:00"),
    ],
)
def test_a_schedule_is_shown_as_a_choice(load, stored, chosen, text):
    soup = load(stock_schedule=stored)

    assert get_chosen(soup, "stock_schedule-list") == chosen
    assert get_text(soup, "stock_schedule") == text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("chosen", "text", "saved"),
    [
        ("", "", ""),
        ("15m", "", "15m"),
        ("as-entered", "18:00, 6:00", "06:00,18:00"),
        ("as-entered", "2h", "2h"),
        ("", "6:00", "06:00"),
    ],
)
def test_a_schedule_is_chosen_or_entered(save, chosen, text, saved):
    _response, settings = save(**{"stock_schedule-list": chosen, "stock_schedule": text})

    assert settings.stock_schedule == saved


@pytest.mark.slow
@pytest.mark.parametrize(
    ("chosen", "text"), [("1h", "06:00"), ("as-entered", ""), ("as-entered", "now and then")]
)
def test_a_schedule_that_means_nothing_is_told_and_kept_to_be_mended(save, chosen, text):
    response, settings = save(**{"stock_schedule-list": chosen, "stock_schedule": text})

    assert settings.stock_schedule == ""
    soup = BeautifulSoup(response.content, "html.parser")
    assert "Enter an interval such as 15m or 1h" in soup.text
    assert text in get_text(soup, "stock_schedule")
    assert get_chosen(soup, "stock_schedule-list").startswith("At set times")


def test_the_yards_of_the_vehicles_can_be_ticked(stock, sync, load):
    sync()

    soup = load(yard_codes="100, 999")

    boxes = soup.select("[name=yard_codes-ticked]")
    assert [(box["value"], box.has_attr("checked")) for box in boxes] == [
        ("200", False),
        ("100", True),
    ]
    assert "Five Dock (100): 3 vehicles" in soup.text
    assert get_text(soup, "yard_codes") == "999"
    assert "999 is not among the known yards" in soup.text


@pytest.mark.slow
def test_before_the_first_sync_codes_are_entered_and_none_is_doubted(load):
    soup = load(yard_codes="100")

    assert not soup.select("[name=yard_codes-ticked]")
    assert get_text(soup, "yard_codes") == "100"
    assert "known yards" not in soup.text


def test_ticked_and_entered_yards_are_saved_together(save):
    _response, settings = save(**{"yard_codes-ticked": ["100", "200"], "yard_codes": "300,100"})

    assert settings.yard_codes == "100, 200, 300"


def test_who_ticks_no_yard_gets_the_whole_stock(save, easycars):
    EasyCarsSettings.objects.update(yard_codes="100")

    assert save()[1].yard_codes == ""


def test_yards_of_another_site_are_not_offered(load, stock, sandbox, sync, other_site):
    sandbox.set_stock("outback", stock)
    sync(other_site.easycarssettings)
    assert Vehicle.objects.filter(site=other_site, yard_code="100").exists()

    assert not load().select("[name=yard_codes-ticked]")


@pytest.mark.slow
def test_the_time_zones_of_australia_come_first(load):
    soup = load(time_zone="Australia/Perth")

    groups = soup.select("select[name=time_zone] optgroup")
    assert [group["label"] for group in groups] == ["Australia", "Elsewhere"]
    assert get_chosen(soup, "time_zone") == "Perth"


@pytest.mark.slow
def test_more_vehicles_and_yards_take_no_more_queries(stock, sync, sandbox, clerk, site):
    def count_queries():
        with CaptureQueriesContext(connection) as queries:
            clerk.get(get_settings_url(site))
        return len(queries)

    sync()
    clerk.get(get_settings_url(site))  # which fills caches
    with_two_yards = count_queries()
    more = generate(12, seed=4)
    for number, item in enumerate(more):
        item.update(YardCode=str(number))
    sandbox.set_stock("harbour", more)
    sync()

    assert count_queries() == with_two_yards

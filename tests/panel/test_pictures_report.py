"""The report on pictures says what is missing, and why."""

import csv
import io
from datetime import timedelta
from itertools import count

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.images import get_image_model

from tests.conftest import make_site
from wagtail_easycars.models import ImageSource, StoredImage, Vehicle, VehicleImage

URL = "/admin/reports/vehicle-pictures/"
numbers = count(1)


@pytest.fixture
def staff(client, admin_user):
    client.force_login(admin_user)


@pytest.fixture
def vehicle(site):
    return make_vehicle(site)


def make_vehicle(site, **values):
    return Vehicle.objects.create(
        site=site, **{"stock_number": f"A{next(numbers)}", "make": "Mazda", **values}
    )


def add_picture(vehicle, *, source=None, stored=None, url="https://feed.example/1.jpg"):
    position = vehicle.images.count()
    return VehicleImage.objects.create(
        vehicle=vehicle, position=position, source_url=url, source=source, stored_image=stored
    )


def add_stored(vehicle, *, file_size=1000, **values):
    number = next(numbers)
    image = get_image_model().objects.create(
        title="Car", file=f"original_images/{number}.jpg", width=800, height=600, file_size=9
    )
    stored = StoredImage.objects.create(
        storage="wagtail",
        content_hash=f"{number}",
        image=image,
        width=800,
        height=600,
        file_size=file_size,
    )
    source = ImageSource.objects.create(url_hash=f"{number}", stored_image=stored)
    return add_picture(vehicle, source=source, stored=stored, **values)


def add_failing(vehicle, *, reason="There is no picture at this address any more (404).", **values):
    options = {name: values.pop(name) for name in ("attempts", "next_attempt_at") if name in values}
    source = ImageSource.objects.create(
        url_hash=f"{next(numbers)}", last_error=reason, **{"attempts": 1, **options}
    )
    return add_picture(vehicle, source=source, **values)


def rows_of(response):
    soup = BeautifulSoup(response.content, "html.parser")
    rows = soup.select("table.listing tbody tr")
    return [[" ".join(cell.get_text().split()) for cell in row.select("td")] for row in rows]


def states_of(response):
    return [row[2] for row in rows_of(response)]


def give(user, *codenames):
    group = Group.objects.create(name="Yard staff")
    group.permissions.set(Permission.objects.filter(codename__in=["access_admin", *codenames]))
    user.groups.add(group)


@pytest.mark.usefixtures("staff")
def test_each_picture_is_listed_with_its_state_the_failing_ones_first(client, vehicle):
    add_stored(vehicle)
    add_picture(vehicle)
    add_failing(vehicle)
    assert states_of(client.get(URL)) == ["Failing", "Not stored yet", "Stored"]


@pytest.mark.usefixtures("staff")
def test_a_failing_picture_is_shown_with_its_reason_and_when_it_is_tried_again(client, vehicle):
    later = timezone.now() + timedelta(hours=2, seconds=30)
    add_failing(vehicle, reason="It is no picture.", attempts=3, next_attempt_at=later)
    (row,) = rows_of(client.get(URL))
    assert row == [
        "None yet",
        f"Mazda Stock number {vehicle.stock_number}, picture 1",
        "Failing",
        "It is no picture. https://feed.example/1.jpg",
        "In 2 hours 3 attempts so far",
    ]


@pytest.mark.usefixtures("staff")
def test_what_has_waited_long_enough_is_tried_with_the_next_run(client, vehicle):
    add_picture(vehicle)
    add_failing(vehicle, next_attempt_at=timezone.now() - timedelta(seconds=1))
    add_stored(vehicle)
    assert [row[4] for row in rows_of(client.get(URL))] == [
        "With the next run 1 attempt so far",
        "With the next run",
        "",
    ]


@pytest.mark.usefixtures("staff")
def test_a_picture_is_seen_and_leads_to_its_vehicle(client, vehicle):
    add_stored(vehicle)
    soup = BeautifulSoup(client.get(URL).content, "html.parser")
    row = soup.select_one("table.listing tbody tr")
    assert row.select_one("img")["src"].startswith("/easycars/pictures/")
    edit = reverse(Vehicle.snippet_viewset.get_url_name("edit"), args=[vehicle.pk])
    assert row.select_one("td.title a")["href"] == edit


@pytest.mark.usefixtures("staff")
def test_what_a_place_still_shows_is_seen_while_its_new_address_fails(client, vehicle):
    image = add_stored(vehicle)
    failing = ImageSource.objects.create(url_hash="new", last_error="No picture.")
    VehicleImage.objects.filter(pk=image.pk).update(source=failing)
    response = client.get(URL)
    assert states_of(response) == ["Failing"]
    assert "/easycars/pictures/" in response.content.decode()


@pytest.mark.usefixtures("staff")
def test_pictures_of_vehicles_that_are_gone_are_nobodys_concern(client, site):
    add_failing(make_vehicle(site, status=Vehicle.Status.SOLD))
    assert rows_of(client.get(URL)) == []


@pytest.mark.usefixtures("staff")
def test_the_list_can_be_narrowed_to_a_state_and_a_site(client, vehicle):
    other = make_vehicle(make_site("outback.example"), make="Kia")
    for each in (vehicle, other):
        add_stored(each)
        add_failing(each)
    assert states_of(client.get(URL, {"state": "stored"})) == ["Stored", "Stored"]
    narrowed = client.get(URL, {"state": "failing", "site": other.site_id})
    assert [(row[1][:3], row[2]) for row in rows_of(narrowed)] == [("Kia", "Failing")]
    results = client.get(f"{URL}results/", {"site": vehicle.site_id})
    assert {row[1][:5] for row in rows_of(results)} == {"Mazda"}


@pytest.mark.usefixtures("staff")
def test_a_summary_says_how_each_site_stands(client, vehicle):
    add_stored(vehicle, file_size=3 * 1024 * 1024)
    add_failing(vehicle)
    add_failing(vehicle)
    make_site("outback.example")
    text = BeautifulSoup(client.get(URL).content, "html.parser").get_text(" ", strip=True)
    text = " ".join(text.split()).replace("\N{NO-BREAK SPACE}", " ")
    assert "harbour.example: 1 picture stored (3.0 MB), 0 not stored yet , 2 failing" in text
    assert "outback.example: 0 pictures stored (0 bytes), 0 not stored yet , 0 failing" in text


@pytest.mark.usefixtures("staff")
def test_the_number_of_queries_does_not_grow_with_the_pictures(client, site):
    def count_queries():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(URL).status_code == 200
        return len(queries)

    def add_vehicle():
        each = make_vehicle(site)
        add_stored(each)
        add_failing(each)
        add_picture(each)

    add_vehicle()
    count_queries()
    few = count_queries()
    for _ in range(12):
        add_vehicle()
    assert count_queries() == few


@pytest.mark.usefixtures("staff")
def test_an_address_that_is_no_web_address_is_no_link(client, vehicle):
    add_picture(vehicle, url="javascript:alert(1)")
    soup = BeautifulSoup(client.get(URL).content, "html.parser")
    assert "javascript:alert(1)" in soup.select_one("table.listing").get_text()
    assert soup.select("a[href^=javascript]") == []


RISKY = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"]


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize("text", RISKY)
def test_no_text_of_the_feed_is_a_formula_in_a_spreadsheet(client, vehicle, text):
    Vehicle.objects.update(make=text, stock_number=text)
    add_failing(vehicle, reason=text, url=text)
    answer = client.get(URL, {"export": "csv"}).getvalue().decode()
    (row,) = csv.DictReader(io.StringIO(answer, newline=""))
    assert [row[name] for name in ("Stock number", "Vehicle", "Reason", "Address in the feed")] == [
        f"'{text}"
    ] * 4
    answer = client.get(URL, {"export": "xlsx"}).getvalue()
    _headings, values = load_workbook(io.BytesIO(answer)).active.values
    assert not any(str(value).startswith(("=", "+", "-", "@", "\t", "\r")) for value in values)


@pytest.mark.usefixtures("staff")
def test_a_spreadsheet_holds_everything_that_is_listed(client, vehicle):
    later = timezone.now() + timedelta(days=1)
    add_failing(vehicle, reason="It is no picture.", attempts=2, next_attempt_at=later)
    add_stored(vehicle)
    answer = client.get(URL, {"export": "csv"}).getvalue().decode()
    failing, stored = csv.DictReader(io.StringIO(answer))
    assert failing["Site"] == "harbour.example"
    assert failing["State"] == "Failing"
    assert failing["Reason"] == "It is no picture."
    assert failing["Attempts"] == "2"
    assert stored["Position"] == "2"
    assert stored["State"] == "Stored"


@pytest.mark.parametrize("permission", ["add_vehicle", "change_vehicle", "view_vehicle"])
def test_whoever_may_see_vehicles_may_see_the_report(
    client, vehicle, django_user_model, permission
):
    user = django_user_model.objects.create_user("clerk")
    give(user, permission)
    add_failing(vehicle)
    client.force_login(user)
    assert len(rows_of(client.get(URL))) == 1
    assert URL in client.get("/admin/").content.decode()


def test_whoever_may_only_look_is_led_to_no_form(client, vehicle, django_user_model):
    user = django_user_model.objects.create_user("clerk")
    give(user, "view_vehicle")
    add_failing(vehicle)
    client.force_login(user)
    soup = BeautifulSoup(client.get(URL).content, "html.parser")
    assert soup.select("table.listing td.title a") == []


@pytest.mark.parametrize("address", [URL, f"{URL}results/", f"{URL}?export=csv"])
def test_nobody_else_may_see_it(client, site, django_user_model, address):
    user = django_user_model.objects.create_user("editor")
    give(user)
    client.force_login(user)
    assert client.get(address, follow=True).redirect_chain[-1][0] == "/admin/"
    assert URL not in client.get("/admin/").content.decode()

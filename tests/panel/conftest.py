"""The vehicle's form as a browser shows and sends it."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from wagtail_easycars.models import Vehicle
from wagtail_easycars.sandbox.catalogue import generate


class OpenForm:
    """A form that an editor has open; what it holds is what the page held when it was loaded."""

    def __init__(self, client, url):
        self._client, self._url = client, url
        page = client.get(url)
        assert page.status_code == 200
        self._read(page)

    def _read(self, response):
        self.html = response.content.decode()
        self.soup = BeautifulSoup(self.html, "html.parser")
        form = self.soup.select_one("form[data-edit-form]")
        self.data = dict(filter(None, map(_submitted, form.select("input, select, textarea"))))

    def save(self, **changes):
        data = {name: _as_sent(value) for name, value in {**self.data, **changes}.items()}
        response = self._client.post(self._url, data, follow=True)
        if not response.redirect_chain:
            self._read(response)
        return response


def _submitted(element):
    name = element.get("name")
    if not name or element.has_attr("disabled"):
        return None
    if element.name == "textarea":
        return name, element.text.removeprefix("\n")
    if element.name == "select":
        option = element.select_one("option[selected]") or element.select_one("option")
        return name, option["value"]
    if element.get("type") in ("checkbox", "radio") and not element.has_attr("checked"):
        return None
    return name, element.get("value", "")


def _as_sent(value):
    return re.sub(r"\r?\n", "\r\n", value) if isinstance(value, str) else value


@pytest.fixture
def feed():
    items = generate(2, seed=4)
    items[0].update(
        Make="Toyota",
        Model="Camry",
        Badge="Ascent",
        YearGroup=2018,
        Price=20000,
        AdvDescription="One owner.\n\nFull history.",
        StockStatus="Available",
        IsDepositTaken=False,
    )
    return items


@pytest.fixture
def vehicle(sandbox, feed, sync):
    sandbox.set_stock("harbour", feed)
    sync()
    return Vehicle.objects.get(stock_number=feed[0]["StockNumber"])


@pytest.fixture
def by_hand(enter):
    enter()
    return Vehicle.objects.get(stock_number="TRADE-1")


@pytest.fixture
def open_form(client, admin_user):
    client.force_login(admin_user)

    def load(vehicle):
        return OpenForm(client, view_url("edit", vehicle))

    return load


@pytest.fixture
def enter(client, admin_user, easycars):
    """Enter a vehicle by hand, with some values changed; return the response."""
    client.force_login(admin_user)

    def save(**changes):
        data = {"site": easycars.site_id, "stock_number": "TRADE-1", "make": "Mazda"}
        return OpenForm(client, view_url("add")).save(**{**data, **changes})

    return save


def view_url(view, vehicle=None):
    name = Vehicle.snippet_viewset.get_url_name(view)
    return reverse(name, args=[vehicle.pk] if vehicle else [])

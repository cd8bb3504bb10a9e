"""Fixtures: a dealer's site whose pages bear the form, and a visitor who fills it in."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django.core.cache import cache

from tests.pages.conftest import inventory_page, publish
from wagtail_easycars.models import EasyCarsSettings, Lead

__all__ = ["inventory_page", "publish"]

URL = "/easycars/enquiry/"
ANSWERS = {
    "name": "Jo Citizen",
    "email": "jo@example.com",
    "kind": "buy",
    "message": "Still there?",
}


class FormReader(HTMLParser):
    """Reads the enquiry form of a page as a browser would send it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.action = ""
        self.values: dict[str, str] = {}
        self._is_inside = False
        self._textarea = ""
        self._select = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form" and "data-ec-enquiry" in attrs:
            self._is_inside, self.action = True, attrs["action"]
        if not self._is_inside:
            return
        if tag == "input" and (
            attrs.get("type") not in ("radio", "checkbox") or "checked" in attrs
        ):
            self.values[attrs["name"]] = attrs.get("value") or ""
        elif tag == "textarea":
            self._textarea = attrs["name"]
            self.values[self._textarea] = ""
        elif tag == "select":
            self._select = attrs["name"]
        elif tag == "option" and "selected" in attrs:
            self.values[self._select] = attrs["value"]

    def handle_data(self, data):
        if self._textarea:
            self.values[self._textarea] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.values[self._textarea] = self.values[self._textarea].removeprefix("\n")
            self._textarea = ""
        if tag == "form":
            self._is_inside = False


def read_form(response) -> FormReader:
    return FormReader(response.content.decode())


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture(autouse=True)
def no_hurry(settings):
    """Tests fill in a form in no time; the one about haste says otherwise."""
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "ENQUIRY_MIN_SECONDS": 0}


@pytest.fixture
def dealer(site):
    """The settings of the dealer, who wants to hear of enquiries."""
    return EasyCarsSettings.objects.create(site=site, notification_emails="sales@harbour.example")


@pytest.fixture
def see(client, site):
    def get(path=URL, **headers):
        return client.get(path, headers={"host": site.hostname, **headers})

    return get


@pytest.fixture
def post(client, site):
    """Send values to an address as a browser does that is on a page of the site."""

    def post_(values, path=URL, **headers):
        own = {"host": site.hostname, "origin": f"http://{site.hostname}"}
        own.update(headers)
        sent = {name: value for name, value in own.items() if value is not None}
        return client.post(path, values, headers=sent)

    return post_


@pytest.fixture
def send(see, post):
    """Open a page, answer the questions of its form, and send it."""

    def send_(page=URL, *, headers=None, **answers):
        form = read_form(see(page))
        values = {**form.values, **ANSWERS, **answers}
        return post(values, form.action, **(headers or {}))

    return send_


@pytest.fixture
def lead():
    """Return the only lead that there is."""
    return Lead.objects.get

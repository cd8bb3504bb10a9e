"""Runs with changes, and people who may see them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from tests.conftest import make_site
from tests.panel.people import make_user
from wagtail_easycars.models import SyncRun
from wagtail_easycars.panel.history.links import get_history_url, get_run_url


@pytest.fixture
def other_site(site):
    return make_site("outback.example")


@pytest.fixture
def make_run(site):
    """Makes a run of ``site`` that ended a moment ago, unless told otherwise."""

    def make(**values):
        now = timezone.now()
        ended = {"started_at": now - timedelta(seconds=40), "finished_at": now}
        defaults = {"site": site, "kind": "stock", "trigger": "schedule", "status": "success"}
        return SyncRun.objects.create(**defaults | ended | values)

    return make


@pytest.fixture
def run(make_run):
    return make_run()


@pytest.fixture
def clerk(site):
    """Sees the runs of ``site``, and nothing else."""
    return make_user("clerk", view_syncrun=site)


@pytest.fixture
def clerk_client(client, clerk):
    client.force_login(clerk)
    return client


class Page:
    """A page of the admin as its reader finds it."""

    def __init__(self, response):
        assert response.status_code == 200, response
        self.html = response.content.decode()
        self._soup = BeautifulSoup(self.html, "html.parser")

    @property
    def rows(self):
        """The text of each row of the listing."""
        return [_text(row) for row in self._soup.select(".listing tbody tr")]

    @property
    def text(self):
        return _text(self._soup)

    def link(self, words):
        """The address behind ``words``."""
        return next(each["href"] for each in self._soup.select("a[href]") if _text(each) == words)

    def select(self, selector):
        return self._soup.select(selector)

    def links(self):
        return [each["href"] for each in self._soup.select("a[href]")]


def _text(element):
    return " ".join(element.get_text(" ").split())


@pytest.fixture
def open_history(clerk_client):
    return lambda **filters: Page(clerk_client.get(get_history_url(**filters)))


@pytest.fixture
def open_run(clerk_client):
    return lambda run, **parameters: Page(clerk_client.get(get_run_url(run.pk), parameters))

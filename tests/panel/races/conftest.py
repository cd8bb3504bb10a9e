"""Two clerks of one dealer, each with a browser of their own."""

from __future__ import annotations

import os
import threading

import pytest
from django.db import connections
from django.test import Client

from tests.panel.people import make_user
from tests.panel.reading import messages_of
from wagtail_easycars.models import Vehicle

RIGHTS = (
    *("view_syncrun", "view_vehicle", "add_vehicle", "change_vehicle", "delete_vehicle"),
    *("withdraw_vehicle", "view_lead", "change_lead", "delete_lead"),
)

# How often each race is run, as its end depends on who is quicker.
ROUNDS = range(4)

racing = [
    pytest.mark.slow,
    pytest.mark.skipif(
        os.environ.get("EASYCARS_TEST_DATABASE", "sqlite") == "sqlite",
        reason="in memory, SQLite lets no thread wait for another",
    ),
    pytest.mark.django_db(transaction=True),
]


class Clerk:
    """Somebody at the admin, in a thread of their own."""

    def __init__(self, name, site):
        self.client = Client()
        self.client.force_login(make_user(name, **dict.fromkeys(RIGHTS, site)))

    def press(self, url, data):
        """Send a form; return what the page that follows says."""
        page = self.client.post(url, data, follow=True)
        # Not of its context: the test client collects those of all threads.
        return messages_of(page) if page.status_code == 200 else [f"status {page.status_code}"]


@pytest.fixture
def clerks(easycars):
    return [Clerk("kim", easycars.site), Clerk("lee", easycars.site)]


@pytest.fixture
def at_once(clerks):
    """Have the clerks send a form each at one moment; return what each is told, in no order."""

    def press_both(*forms):
        start, told = threading.Barrier(len(clerks)), []

        def press(clerk, url, data):
            try:
                start.wait()
                told.append(" ".join(clerk.press(url, data)))
            finally:
                connections.close_all()

        threads = [
            threading.Thread(target=press, args=(clerk, *form))
            for clerk, form in zip(clerks, forms, strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(told) == len(clerks)
        return told

    return press_both


def is_told_by_one(text, told):
    """Return whether one clerk is told ``text``, and the other why it was not done by them."""
    assert all(each and not each.startswith("status") for each in told), told
    return [text in each for each in told].count(True) == 1


def make_vehicle(site, number, **values):
    return Vehicle.objects.create(
        **{
            "site": site,
            "stock_number": f"N{number}",
            "make": "Mazda",
            "price": 20000,
            "source": Vehicle.Source.EASYCARS,
            **values,
        }
    )

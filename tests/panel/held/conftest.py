"""A dealer whose feed has lost most of its vehicles."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.panel.people import make_user
from tests.panel.reading import soup_of
from tests.torture.feeds import plain_items
from wagtail_easycars.models import Vehicle


class HeldPages:
    """The pages about held withdrawals, as ``client``'s user sees those of ``site``."""

    def __init__(self, client, site):
        self._client, self._site = client, site

    def list(self, **query):
        return self._client.get(reverse("easycars:held"), {"site": self._site.pk, **query})

    def ask(self, decision, *vehicles, **query):
        """Open the page that asks about ``vehicles``."""
        query = {"site": self._site.pk, "vehicle": [each.pk for each in vehicles], **query}
        return self._client.get(self._url(decision), query)

    def confirm(self, asked):
        """Send the form of a page that asks, and return the page that follows."""
        form = soup_of(asked).select_one("form:has(button.button)[method=post]")
        data = {}
        for field in form.select("input[name]"):
            data.setdefault(field["name"], []).append(field.get("value", ""))
        return self._client.post(form["action"], data, follow=True)

    def send(self, decision, **data):
        data = {"site": self._site.pk, **data}
        return self._client.post(self._url(decision), data, follow=True)

    @staticmethod
    def _url(decision):
        return reverse(f"easycars:{decision}_held")


@pytest.fixture
def items():
    return plain_items(10)


@pytest.fixture
def held(sandbox, sync, items):
    """Seven of ten vehicles are held, by their stock number."""
    sandbox.set_stock("harbour", items)
    sync()
    sandbox.set_stock("harbour", items[:3])
    assert sync().held == 7
    return list(Vehicle.objects.held().order_by("stock_number"))


@pytest.fixture
def quickly_held(easycars):
    """The same as rows only, for what no sync has to come before."""
    now = timezone.now()
    Vehicle.objects.bulk_create(
        Vehicle(
            site=easycars.site,
            stock_number=f"N{number:04d}",
            source=Vehicle.Source.EASYCARS,
            withdrawal_held_at=now if number > 3 else None,
        )
        for number in range(1, 11)
    )
    return list(Vehicle.objects.held().order_by("stock_number"))


@pytest.fixture
def manager(site):
    """May decide on withdrawals, and see runs."""
    rights = dict.fromkeys(("view_vehicle", "withdraw_vehicle", "view_syncrun"), site)
    return make_user("manager", **rights)


@pytest.fixture
def pages(client, manager, site):
    client.force_login(manager)
    return HeldPages(client, site)

"""Fixtures: a site that differs from its dealer's account in every way, and a person who looks."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.panel.people import make_user
from tests.torture.feeds import plain_items
from wagtail_easycars.models import Difference, Lead, SyncRun, Vehicle
from wagtail_easycars.reconciliation.compare import compare_site
from wagtail_easycars.runs.lifecycle import create_run

RIGHTS = (
    "view_syncrun",
    "start_syncrun",
    "add_vehicle",
    "change_vehicle",
    "withdraw_vehicle",
    "change_lead",
)


@pytest.fixture
def compare(easycars):
    def run_comparison(settings=easycars) -> SyncRun:
        run = create_run(settings.site, SyncRun.Kind.COMPARISON, trigger="command")
        compare_site(run)
        run.refresh_from_db()
        return run

    return run_comparison


@pytest.fixture
def differing(sandbox, site, sync, compare):
    """N0001 has another price, N0002 is only here, N0050 only there; a lead was refused."""
    items = plain_items(4)
    sandbox.set_stock("harbour", items)
    sync()
    Vehicle.objects.filter(stock_number="N0001").update(price=5, pinned_fields=["price"])
    sandbox.set_stock("harbour", [items[0], *items[2:], *plain_items(1, start=50)])
    Lead.objects.create(
        site=site,
        customer_name="Kim Lee",
        customer_email="kim@example.com",
        delivery=Lead.Delivery.REJECTED,
    )
    compare()
    assert Difference.objects.count() == 4
    return site


@pytest.fixture
def clerk(differing, client):
    """Someone who may decide about everything of the site, and nothing of any other."""
    user = make_user("clerk", **dict.fromkeys(RIGHTS, differing))
    client.force_login(user)
    return user


@pytest.fixture
def list_url():
    return reverse("easycars:differences")


@pytest.fixture
def confirm(client):
    """Return the page that asks about a decision, and by ``is_confirmed`` the one after it."""

    def confirm(action, *ids, is_confirmed=False, **query):
        url = reverse("wagtail_bulk_action", args=["wagtail_easycars", "difference", action])
        query |= {"id": ids, "next": reverse("easycars:differences")}
        asked = client.get(url, query)
        if not is_confirmed or asked.status_code != 200:
            return asked
        seen = asked.context["form"]["seen"].value()
        return client.post(
            asked.request["PATH_INFO"] + "?" + asked.request["QUERY_STRING"],
            {"seen": seen},
            follow=True,
        )

    return confirm


def find(**values):
    return Difference.objects.get(**values)

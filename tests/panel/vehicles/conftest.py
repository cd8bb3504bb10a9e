"""Two sites, each with a vehicle from the feed and one entered by hand."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.conftest import connect, make_site
from tests.panel.people import make_user
from wagtail_easycars.models import Vehicle

ALL_RIGHTS = (
    "view_vehicle",
    "add_vehicle",
    "change_vehicle",
    "delete_vehicle",
    "withdraw_vehicle",
)


@pytest.fixture
def two_sites(site, easycars, sandbox):
    other = make_site("hills.example")
    connect(other, sandbox.accounts["outback"])
    return SimpleNamespace(
        ours=make_vehicles(site, "Mazda"),
        theirs=make_vehicles(other, "Lamborghini"),
        our_site=site,
        their_site=other,
    )


def make_vehicles(site, make):
    return [
        Vehicle.objects.create(
            site=site, make=make, stock_number=f"{make}-1", source=Vehicle.Source.EASYCARS
        ),
        Vehicle.objects.create(site=site, make=make, stock_number=f"{make}-2"),
    ]


@pytest.fixture
def ours(two_sites):
    """Somebody with every right for our vehicles, and none for theirs."""
    return make_user("ours", **dict.fromkeys(ALL_RIGHTS, two_sites.our_site))

"""What has happened at the dealers by the time somebody opens the admin.

Vehicles stay as many as they were: what is missing from the feed is held, not withdrawn.
"""

from __future__ import annotations

from typing import Any

from wagtail.models import Site

from demo.control import set_stock
from demo.enquiries import ENQUIRIES
from wagtail_easycars.leads.vehicle_facts import get_vehicle_values
from wagtail_easycars.models import Lead, Vehicle
from wagtail_easycars.sandbox.accounts import HARBOUR, OUTBACK
from wagtail_easycars.sandbox.catalogue import stock_of

PRICE_DROP = 1_000
HOW_MANY_DROP = 3
HOW_MANY_ARE_MISSING = 7

Item = dict[str, Any]


def let_stock_change(sandbox_url: str) -> None:
    """Let EasyCars have lower prices, a record that cannot be read, and far fewer vehicles."""
    first, second = stock_of(HARBOUR.key), stock_of(OUTBACK.key)
    set_stock(sandbox_url, HARBOUR.key, _with_lower_prices(first))
    set_stock(sandbox_url, OUTBACK.key, _with_a_price_in_words(second[HOW_MANY_ARE_MISSING:]))


def receive_enquiries(site: Site) -> bool:
    """Save what visitors of ``site`` wrote; return whether there was none of it yet."""
    if Lead.objects.filter(site=site).exists():
        return False
    for stock_number, values in ENQUIRIES:
        vehicle = Vehicle.objects.get(site=site, stock_number=stock_number)
        Lead.objects.create(site=site, vehicle=vehicle, **get_vehicle_values(vehicle), **values)
    return True


def _with_lower_prices(items: list[Item]) -> list[Item]:
    dropped = [{**item, "Price": item["Price"] - PRICE_DROP} for item in items[:HOW_MANY_DROP]]
    return [*dropped, *items[HOW_MANY_DROP:]]


def _with_a_price_in_words(items: list[Item]) -> list[Item]:
    return [{**items[0], "Price": "on application"}, *items[1:]]

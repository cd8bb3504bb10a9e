from __future__ import annotations

from typing import Any

from django import template
from wagtail.models import Page, Site

from showroom.stock_overview import StockOverview
from wagtail_easycars.models import EasyCarsSettings

register = template.Library()


@register.simple_tag(takes_context=True)
def get_stock_overview(context: dict[str, Any]) -> StockOverview | None:
    """Return the site's stock, or ``None`` until the site is connected to EasyCars."""
    request = context["request"]
    inventory_page = EasyCarsSettings.for_request(request).inventory_page
    return StockOverview(inventory_page, request) if inventory_page else None


@register.inclusion_tag("showroom/includes/menu.html", takes_context=True)
def main_menu(context: dict[str, Any], label: str) -> dict[str, Any]:
    """Print links to the vehicles and to the pages that are shown in menus."""
    request = context["request"]
    site = Site.find_for_request(request)
    stock = EasyCarsSettings.for_request(request).inventory_page
    pages = ([stock] if stock and stock.live else []) + [
        page for page in site.root_page.get_children().live().in_menu() if page != stock
    ]
    here = context.get("page")
    items = [
        {"page": page, "url": page.get_url(request), "is_current": _is_within(page, here)}
        for page in pages
    ]
    return {"items": items, "label": label}


def _is_within(page: Page, here: Page | None) -> bool:
    return here is not None and (here.pk == page.pk or here.is_descendant_of(page))

"""Addresses that do not depend on where a site has put its pages."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe
from wagtail.models import Site

from wagtail_easycars.models import Vehicle
from wagtail_easycars.page_lookup import is_on_site_of


@require_safe
def redirect_to_vehicle(request: HttpRequest, stock_number: str) -> HttpResponseRedirect:
    """Lead from a stock number to its page, for window stickers and QR codes.

    Raises ``Http404`` where the site has no such vehicle, or its page is not published.
    """
    if "\x00" in stock_number:
        raise Http404  # PostgreSQL takes it in no query.
    site = Site.find_for_request(request)
    vehicle = get_object_or_404(Vehicle, site=site, stock_number=stock_number)
    page = vehicle.page
    url = page.get_url(request) if page and page.live and is_on_site_of(page, vehicle) else None
    if url is None:
        raise Http404
    return redirect(url)

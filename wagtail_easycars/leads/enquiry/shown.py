"""The form as a page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Site

from wagtail_easycars.compat import get_page_model
from wagtail_easycars.leads.enquiry.form import EnquiryForm
from wagtail_easycars.leads.enquiry.screening import HONEYPOT
from wagtail_easycars.leads.enquiry.ticket import issue_ticket
from wagtail_easycars.models import Vehicle

STOCK_NUMBER = "stock"


def get_enquiry_url(vehicle: Vehicle | None) -> str:
    """Return where the form is sent, and where it stands alone."""
    url = reverse("wagtail_easycars:enquiry")
    return f"{url}?{urlencode({STOCK_NUMBER: vehicle.stock_number})}" if vehicle else url


def new_form(
    request: HttpRequest, site: Site, *, vehicle: Vehicle | None, kind: str, page_url: str
) -> EnquiryForm:
    """Return an empty form for a page at ``page_url``."""
    ticket = issue_ticket(site.pk, page_url=page_url or request.build_absolute_uri(request.path))
    return EnquiryForm(ticket=ticket, vehicle=vehicle, kind=kind)


def get_section_context(
    context: Mapping[str, Any], *, vehicle: Vehicle | None, kind: str
) -> dict[str, Any]:
    """Return what a page with ``context``, which has its request, is given to show an empty form.

    Nothing where the request is of no site.
    """
    request = context["request"]
    site = Site.find_for_request(request)
    if site is None:
        return {}
    page = context.get("page")
    page_url = page.get_full_url(request) if isinstance(page, get_page_model()) else ""
    return get_form_context(
        new_form(request, site, vehicle=vehicle, kind=kind, page_url=page_url or "")
    )


def get_form_context(form: EnquiryForm) -> dict[str, Any]:
    """Return what ``wagtail_easycars/enquiry/form.html`` is given."""
    return {
        "form": form,
        "enquiry_url": get_enquiry_url(form.vehicle),
        "vehicle": form.vehicle,
        "honeypot": "" if form.ticket.is_second else HONEYPOT,
    }
